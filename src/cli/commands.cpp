#include <algorithm>

#include "cli/command.h"
#include "cli/command/absence.h"
#include "cli/command/agenda.h"
#include "cli/command/attendance.h"
#include "cli/command/catering.h"
#include "cli/command/completion.h"
#include "cli/command/draft.h"
#include "cli/command/export.h"
#include "cli/command/feed.h"
#include "cli/command/holiday.h"
#include "cli/command/import.h"
#include "cli/command/invite.h"
#include "cli/command/message.h"
#include "cli/command/person.h"
#include "cli/command/plan.h"
#include "cli/command/prep.h"
#include "cli/command/programme.h"
#include "cli/command/report.h"
#include "cli/command/rsvp.h"
#include "cli/command/series.h"
#include "cli/command/session.h"
#include "cli/command/standby.h"
#include "cli/command/status.h"
#include "cli/command/template.h"
#include "cli/command/tick.h"
#include "cli/command/topic.h"

namespace tiffin::cli {

const std::vector<Group>& groups() {
    static const std::vector<Group> kGroups{
        {"init", "a new programme"},
        {"status", "what needs doing, and the command for each thing"},
        {"agenda", "the coming sessions"},
        {"plan", "fill the coming sessions fairly; --explain says why"},
        {"invite", "iCalendar invites, updates and cancellations that are due"},
        {"feed", "a calendar to subscribe to"},
        {"announce", "the words of a session for a chat"},
        {"tick", "cron's one command: all that is due, once"},
        {"report", "turns, shares and balances, and what caterers need: rotation, fairness, catering"},
        {"person", "people: add, list, show, edit, remove, away, leave, rejoin, import"},
        {"topic", "topics: add, list, show, edit, remove, import"},
        {"series", "recurring schedules: add, list, show, edit, pause, resume, end, remove, dates"},
        {"session",
         "single dates: list, show, assign, confirm, pin, unpin, swap, giveback, replace, freeze, move, "
         "cancel, restore, hold"},
        {"rsvp", "answers to invites: set, list, pending, ingest"},
        {"attendance", "who was there: add, list, remove, import"},
        {"prep", "what is to be prepared for a session: list, done, add, remove"},
        {"standby", "the reserve for when presenters drop out: add, list, remove"},
        {"draft", "plans that are kept apart: list, show, compare, accept, drop"},
        {"holiday", "days off: add, remove, list, import"},
        {"absence", "absences from somebody's calendar: import"},
        {"message", "the outbox: list, show, send, drop, restore, export"},
        {"template", "the texts of messages: list, show, check"},
        {"import", "history: what was held before tiffin"},
        {"export",
         "people, topics, sessions, assignments, swaps, drop-outs, attendance as CSV or "
         "JSON"},
        {"config", "settings: show, set"},
        {"check", "database, data and set-up: each finding with the command that mends it"},
        {"completion", "the completion script for bash, zsh or fish"},
    };
    return kGroups;
}

// One table.
// NOLINTNEXTLINE(readability-function-size)
const std::vector<Command>& commands() {
    static const std::vector<Command> kCommands{
        {"init", "", "create a programme", Effect::writes, make_init},
        {"status", "", "say what needs doing", Effect::reads, make_status},
        {"agenda", "", "show the coming sessions", Effect::reads, make_agenda},
        {"plan", "", "fill the coming sessions fairly", Effect::writes, make_plan},
        {"invite", "", "emit the invites, updates and cancellations that are due", Effect::writes,
         make_invite},
        {"feed", "", "write a calendar to subscribe to", Effect::writes, make_feed},
        {"announce", "", "print the announcement of a session for a chat", Effect::reads, make_announce},
        {"tick", "", "prepare and send all that is due, once", Effect::writes, make_tick},
        {"report", "rotation", "turns, shares and balances of everybody", Effect::reads,
         make_report_rotation},
        {"report", "fairness", "what the plan would have made of the past", Effect::reads,
         make_report_fairness},
        {"report", "catering", "how many eat, and their diets, without names", Effect::reads,
         make_report_catering},
        {"person", "add", "add a person", Effect::writes, make_person_add},
        {"person", "list", "list people", Effect::reads, make_person_list},
        {"person", "show", "show one person", Effect::reads, make_person_show},
        {"person", "edit", "change a person", Effect::writes, make_person_edit},
        {"person", "remove", "remove a person added by mistake", Effect::writes, make_person_remove},
        {"person", "away", "note an absence, or its end", Effect::writes, make_person_away},
        {"person", "leave", "note that somebody leaves the programme", Effect::writes, make_person_leave},
        {"person", "rejoin", "note that somebody comes back", Effect::writes, make_person_rejoin},
        {"person", "import", "add and change people from a CSV file", Effect::writes, make_person_import},
        {"topic", "add", "add a topic or a request", Effect::writes, make_topic_add},
        {"topic", "list", "list topics", Effect::reads, make_topic_list},
        {"topic", "show", "show one topic", Effect::reads, make_topic_show},
        {"topic", "edit", "change a topic", Effect::writes, make_topic_edit},
        {"topic", "remove", "remove a topic", Effect::writes, make_topic_remove},
        {"topic", "import", "add and change topics from a CSV file", Effect::writes, make_topic_import},
        {"series", "add", "add a recurring schedule", Effect::writes, make_series_add},
        {"series", "list", "list series", Effect::reads, make_series_list},
        {"series", "show", "show one series", Effect::reads, make_series_show},
        {"series", "edit", "change a series and its coming sessions", Effect::writes, make_series_edit},
        {"series", "pause", "stop a series for a while", Effect::writes, make_series_pause},
        {"series", "resume", "end a pause", Effect::writes, make_series_resume},
        {"series", "end", "end a series", Effect::writes, make_series_end},
        {"series", "remove", "remove a series added by mistake", Effect::writes, make_series_remove},
        {"series", "dates", "preview the dates of a series", Effect::reads, make_series_dates},
        {"session", "list", "list sessions, past and coming", Effect::reads, make_session_list},
        {"session", "show", "show one session", Effect::reads, make_session_show},
        {"session", "assign", "name presenters, topic, host or moderator by hand", Effect::writes,
         make_session_assign},
        {"session", "confirm", "note that the presenter said yes", Effect::writes, make_session_confirm},
        {"session", "pin", "keep whoever is planned", Effect::writes, make_session_pin},
        {"session", "unpin", "let the plan choose again", Effect::writes, make_session_unpin},
        {"session", "swap", "let two people exchange their duties", Effect::writes, make_session_swap},
        {"session", "giveback", "give a duty back that was swapped or taken over", Effect::writes,
         make_session_giveback},
        {"session", "replace", "let somebody else present, since the presenter dropped out", Effect::writes,
         make_session_replace},
        {"session", "freeze", "note what is ordered from the caterer", Effect::writes, make_session_freeze},
        {"session", "move", "move a session to another day or time", Effect::writes, make_session_move},
        {"session", "cancel", "call a session off", Effect::writes, make_session_cancel},
        {"session", "restore", "bring a cancelled session back", Effect::writes, make_session_restore},
        {"session", "hold", "note who really presented a session", Effect::writes, make_session_hold},
        {"rsvp", "set", "note what somebody answered", Effect::writes, make_rsvp_set},
        {"rsvp", "list", "list who comes, and who has not answered", Effect::reads, make_rsvp_list},
        {"rsvp", "pending", "list who is invited and has not answered", Effect::reads, make_rsvp_pending},
        {"rsvp", "ingest", "take in the answers that calendars send by mail", Effect::writes,
         make_rsvp_ingest},
        {"attendance", "add", "note who was at a session", Effect::writes, make_attendance_add},
        {"attendance", "list", "list who was there", Effect::reads, make_attendance_list},
        {"attendance", "remove", "note that somebody was not there after all", Effect::writes,
         make_attendance_remove},
        {"attendance", "import", "take in who was there from a CSV file", Effect::writes,
         make_attendance_import},
        {"prep", "list", "list what is to be prepared, by when and by whom", Effect::reads, make_prep_list},
        {"prep", "done", "note that a step is done", Effect::writes, make_prep_done},
        {"prep", "add", "add a step to a session, or change or reopen one", Effect::writes, make_prep_add},
        {"prep", "remove", "leave a step out of a session", Effect::writes, make_prep_remove},
        {"standby", "add", "put a person or a video in reserve", Effect::writes, make_standby_add},
        {"standby", "list", "list the reserve in its order", Effect::reads, make_standby_list},
        {"standby", "remove", "take somebody out of the reserve", Effect::writes, make_standby_remove},
        {"draft", "list", "list the drafts", Effect::reads, make_draft_list},
        {"draft", "show", "show a draft beside what is planned", Effect::reads, make_draft_show},
        {"draft", "compare", "compare turns and balances of two plans", Effect::reads, make_draft_compare},
        {"draft", "accept", "plan what a draft says", Effect::writes, make_draft_accept},
        {"draft", "drop", "forget a draft", Effect::writes, make_draft_drop},
        {"holiday", "add", "add a day off, or several in a row", Effect::writes, make_holiday_add},
        {"holiday", "remove", "remove a day off, or all of one name", Effect::writes, make_holiday_remove},
        {"holiday", "list", "list days off", Effect::reads, make_holiday_list},
        {"holiday", "import", "add days off from an .ics or CSV file", Effect::writes, make_holiday_import},
        {"absence", "import", "note the absences of one person from an .ics file", Effect::writes,
         make_absence_import},
        {"message", "list", "list messages, those that wait or all", Effect::reads, make_message_list},
        {"message", "show", "show one message", Effect::reads, make_message_show},
        {"message", "send", "hand over what waits, at once", Effect::writes, make_message_send},
        {"message", "drop", "do not send messages", Effect::writes, make_message_drop},
        {"message", "restore", "send a dropped message after all", Effect::writes, make_message_restore},
        {"message", "export", "write messages to files", Effect::reads, make_message_export},
        {"template", "list", "list the texts of messages and where they come from", Effect::reads,
         make_template_list},
        {"template", "show", "print a text, to begin one of your own with", Effect::reads,
         make_template_show},
        {"template", "check", "check your own texts", Effect::reads, make_template_check},
        {"import", "history", "take in the sessions of the past", Effect::writes, make_import_history},
        {"export", "people", "write all people", Effect::reads, make_export_people},
        {"export", "topics", "write all topics", Effect::reads, make_export_topics},
        {"export", "sessions", "write all sessions", Effect::reads, make_export_sessions},
        {"export", "assignments", "write who does what in which session", Effect::reads,
         make_export_assignments},
        {"export", "swaps", "write all swaps", Effect::reads, make_export_swaps},
        {"export", "drop-outs", "write who did not give their session", Effect::reads, make_export_drop_outs},
        {"export", "attendance", "write who was there", Effect::reads, make_export_attendance},
        {"config", "show", "show the settings and where each comes from", Effect::reads, make_config_show},
        {"config", "set", "set a setting of the programme or of one series", Effect::writes, make_config_set},
        {"check", "", "check the database, the data and the set-up", Effect::reads, make_check},
        {"completion", "", "print the completion script of a shell", Effect::reads, make_completion},
    };
    return kCommands;
}

std::string Command::name() const {
    return verb.empty() ? std::string(noun) : std::string(noun) + " " + std::string(verb);
}

const Command* find_command(std::string_view noun, std::string_view verb) {
    const auto& all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) {
        return command.noun == noun && command.verb == verb;
    });
    return found == all.end() ? nullptr : &*found;
}

std::vector<const Command*> commands_of(std::string_view noun) {
    std::vector<const Command*> found;
    for (const auto& command : commands()) {
        if (command.noun == noun) found.push_back(&command);
    }
    return found;
}

}  // namespace tiffin::cli
