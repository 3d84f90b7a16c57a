#pragma once

#include <string>
#include <string_view>

#include "cli/invocation.h"
#include "domain/message.h"
#include "domain/person.h"
#include "domain/series.h"
#include "domain/session.h"
#include "domain/topic.h"

namespace tiffin::cli {

// Things are named by what a person remembers. Nothing found fails with not_found and suggests the nearest;
// several found fail with usage and list them.

/// By id, e-mail, name or a unique part of one of them, case and accents ignored; also as shown_name() names
/// somebody.
Person find_person(storage::Connection& connection, std::string_view typed);
/// Fails unless somebody is of the team; case and accents are ignored.
void check_team(storage::Connection& connection, std::string_view typed);
/// By number, slug, title, id or a unique part.
Topic find_topic(storage::Connection& connection, std::string_view typed);
/// By name or a unique part of it.
Series find_series(storage::Connection& connection, std::string_view typed);
/// Which of several sessions on one day is meant, where that leaves one.
enum class Prefer { taking_place, called_off };
/// By id, "series/date" or date, the date in words too.
Session find_session(Invocation& invocation, std::string_view typed, Prefer prefer = Prefer::taking_place);

/// By id, Message-ID or the beginning of one of them; the whole of it.
Message find_message(storage::Connection& connection, std::string_view typed);

/// "series/date" or "date" taken apart; the series' part is empty for a date alone.
struct SessionName {
    std::string series;
    std::string date;
};
SessionName split_session_name(std::string_view typed);
/// Its date. Fails (usage) for what is none, and says how to name a session where it is a series.
Date session_date(Invocation& invocation, const SessionName& name);

/// The series of a stored session.
Series series_of(storage::Connection& connection, const Session& session);

/// "thursday-lunch/2027-02-18"
std::string session_name(const Series& series, Date date);

/// "Ana Ferreira <ana@bramble.example>"
std::string described(const Person& person);
/// The name, and where others have it too what tells them apart: "Ana Ferreira <ana@bramble.example>",
/// "Jo Park (Sales)", "Jo Park (y85gqqvq494d)".
std::string shown_name(storage::Connection& connection, const Person& person);
/// One of the ways in which shown_name() may name the person: with address, team or id.
bool is_shown_as(const Person& person, std::string_view typed);
/// As a command line names the person and nobody else: "\"Ana Ferreira\"", or e-mail or id where others have
/// the name.
std::string typed_name(storage::Connection& connection, const Person& person);
/// "2027-03-01 to 2027-03-05 (holidays)", "2027-03-01 until further notice"
std::string render_absence(const Absence& absence);
/// "2027-03-01 to 2027-03-12", "2027-03-01 until resumed"
std::string render_pause(const DateRange& pause);

}  // namespace tiffin::cli
