#include "cli/job/outbox/sending.h"

#include "cli/job/outbox/message_choice.h"
#include "cli/listing.h"

namespace tiffin::cli {

void SendingOptions::declare(Declaration& declaration) {
    declaration
        .option("--output", "FOLDER", output_,
                "put mails into this folder, from which others send them, in place of the mail program")
        .short_name('o')
        .completing(Completes::folder);
    declaration.option("--as", "FORM", as_, "with --output: a maildir, or a file for each mail (maildir)")
        .one_of({"maildir", "eml"});
}

std::unique_ptr<Courier> SendingOptions::courier(Invocation& invocation) const {
    if (as_ && !output_) {
        throw Failure(ExitStatus::usage, "--as is the form of a folder, and none is named",
                      "add --output FOLDER");
    }
    if (output_) return mail_folder(*output_, as_ == "eml" ? MailFolder::eml : MailFolder::maildir);
    return mail_program(invocation);
}

void show_messages(Invocation& invocation, const std::vector<Message>& messages) {
    if (messages.empty()) return;
    report::Table table{message_columns(), {}};
    SessionNames names(invocation.connection());
    for (const auto& message : messages)
        table.rows.push_back(message_row(invocation.connection(), names, message));
    auto style = invocation.style();
    if (style.format == report::Format::table && style.fields.empty())
        style.fields = {"kind", "session", "person", "email", "subject"};
    report::render(table, style, invocation.out());
}

void report_sent(Invocation& invocation, const Dispatched& dispatched) {
    show_messages(invocation, dispatched.sent);
    if (!dispatched.sent.empty())
        invocation.say("sent " + counted(dispatched.sent.size(), "message", "messages"));
    if (dispatched.is_interrupted) {
        throw Failure(ExitStatus::unavailable,
                      "interrupted after " + counted(dispatched.sent.size(), "message", "messages"),
                      "the outbox keeps the rest for the next tick");
    }
    // What was sent is to be seen, whatever was not.
    if (dispatched.unfit || !dispatched.failures.empty()) invocation.flush();
    report_failures(invocation, dispatched);
}

std::string how_to_send(const Invocation& invocation) {
    return "name one in " + user_file_name(invocation.surroundings()) +
           ", such as mail_program = [\"msmtp\", \"-t\"], or a folder with -o";
}

}  // namespace tiffin::cli
