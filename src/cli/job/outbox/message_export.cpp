#include "cli/job/outbox/message_export.h"

#include <filesystem>

#include "cli/job/outbox/courier.h"
#include "cli/job/outbox/message_choice.h"
#include "cli/job/outbox/message_text.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "mail/maildir.h"
#include "mail/mbox.h"
#include "mail/render_message.h"

namespace tiffin::cli {

namespace {

std::string render(const Message& message, mail::LineEnd line_end) {
    return mail::render_message(mail_of(message.content), line_end);
}

std::string mbox_of(const std::vector<Message>& messages) {
    std::string bytes;
    for (const auto& message : messages) {
        const auto& content = message.content;
        mail::append_to_mbox(bytes, content.from.email, content.date, render(message, mail::LineEnd::lf));
    }
    return bytes;
}

std::string json_lines_of(Invocation& invocation, const std::vector<Message>& messages) {
    auto columns = message_columns();
    for (const char* name : {"from", "from_name", "text", "method", "calendar"})
        columns.push_back({name, {}});
    SessionNames names(invocation.connection());
    text::StringSink sink;
    const auto writer =
        report::make_record_writer({.format = report::Format::ndjson, .fields = {}}, columns, sink);
    for (const auto& message : messages) {
        const auto& content = message.content;
        auto row = message_row(invocation.connection(), names, message);
        row.emplace_back(content.from.email);
        row.push_back(cell(std::string_view(content.from.name)));
        row.emplace_back(content.text);
        row.push_back(content.calendar ? report::Cell{content.calendar->method} : report::Cell{});
        row.push_back(content.calendar ? report::Cell{content.calendar->bytes} : report::Cell{});
        writer->write(row);
    }
    writer->finish();
    return sink.take();
}

/// A text that stays what it is, whatever marks are in it: a block of code with a fence that it does not
/// have.
std::string fenced(const std::string& text) {
    std::string fence = "```";
    while (text.find(fence) != std::string::npos) fence += '`';
    const bool ends = !text.empty() && text.back() == '\n';
    return fence + "\n" + text + (ends ? "" : "\n") + fence + "\n";
}

std::string markdown_of(const std::vector<Message>& messages) {
    std::string bytes;
    for (const auto& message : messages) {
        const auto& content = message.content;
        bytes.append(bytes.empty() ? "" : "\n").append("## ").append(render_id(message.id));
        bytes.append(" (").append(to_string(message.kind)).append(", ");
        bytes.append(to_string(message.state)).append(")\n\n");
        bytes += fenced(
            "To:      " +
            (content.to.name.empty() ? content.to.email : content.to.name + " <" + content.to.email + ">") +
            "\nSubject: " + content.subject + "\n\n" + content.text);
    }
    return bytes;
}

void write_each(const std::vector<Message>& messages, std::string_view form, const std::string& folder) {
    for (const auto& message : messages) {
        if (form == "maildir") {
            mail::write_to_maildir(folder, mail_of(message.content), render(message, mail::LineEnd::lf));
        } else {
            write_file((std::filesystem::path(folder) / eml_name(message.content)).string(),
                       render(message, mail::LineEnd::crlf), NameIsSafe::after_sync_folder);
        }
    }
    if (form == "eml") sync_folder(folder);
}

}  // namespace

void export_messages(Invocation& invocation, const std::vector<Message>& messages, std::string_view form,
                     const std::string& place) {
    const bool is_stream = place == "-";
    if (form == "maildir" || (form == "eml" && !is_stream)) {
        if (is_stream) {
            throw Failure(ExitStatus::usage, "a maildir is a folder", "name it with --output FOLDER");
        }
        invocation.end_reading();
        write_each(messages, form, place);
        return;
    }
    if (form == "eml" && messages.size() > 1) {
        throw Failure(ExitStatus::usage,
                      counted(messages.size(), "message is", "messages are") +
                          " chosen, and a mail is a file of its own",
                      "-o FOLDER, or --as mbox");
    }
    const auto bytes = form == "eml"     ? render(messages.front(), mail::LineEnd::crlf)
                       : form == "mbox"  ? mbox_of(messages)
                       : form == "jsonl" ? json_lines_of(invocation, messages)
                                         : markdown_of(messages);
    if (is_stream) {
        invocation.out().write(bytes);
        return;
    }
    invocation.end_reading();
    write_file(place, bytes);
}

}  // namespace tiffin::cli
