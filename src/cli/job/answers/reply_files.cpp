#include "cli/job/answers/reply_files.h"

#include <algorithm>
#include <filesystem>

#include "cli/input.h"
#include "domain/failure.h"
#include "mail/mail_stream.h"

namespace tiffin::cli {

namespace {

constexpr const char* kByHand = "note it by hand: tiffin rsvp set SESSION --person PERSON --answer ANSWER";

bool is_folder(const std::string& place) {
    std::error_code error;
    return place != "-" && std::filesystem::is_directory(place, error);
}

/// The mails of a maildir, or all files of another folder; sorted.
std::vector<std::string> files_in(const std::string& folder) {
    std::error_code error;
    const std::filesystem::path path(folder);
    if (std::filesystem::is_directory(path / "new", error) ||
        std::filesystem::is_directory(path / "cur", error))
        return mail::maildir_files(folder);
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().filename().native().front() != '.' && entry->is_regular_file())
            files.push_back(entry->path().string());
    }
    if (error) {
        throw Failure(ExitStatus::not_permitted, "cannot read " + folder + ": " + error.message(),
                      "name another folder");
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// COUNTER and REFRESH are no answers either, but somebody waits for something.
bool is_reaction(const calendar::FoundReply& reply) {
    return reply.method == "REPLY" || reply.method == "COUNTER" || reply.method == "REFRESH";
}

class Reader {
  public:
    ArrivedReplies take() { return std::move(arrived_); }

    void read(const std::string& name, const std::string& bytes, bool is_one_of_many) {
        mail::MailStream mails(name, bytes);
        const bool alone = !is_one_of_many && mail::form_of(bytes) != mail::MailForm::mbox;
        for (bool more = true; more;) {
            mail::FoundMessage message;
            try {
                more = mails.next(message);
                if (more) read(mails.where(), message, alone);
            } catch (const Failure& failure) {
                refuse(failure);
            }
        }
        if (alone && arrived_.read == 0)
            refuse(name + ": it is empty, so holds no answer; pass on the mail as it came");
    }

    void refuse(const Failure& failure) {
        refuse(failure.what() + (failure.remedy().empty() ? "" : "; " + failure.remedy()));
    }

  private:
    void refuse(const std::string& sentence) {
        ++arrived_.read;
        arrived_.refused.push_back(sentence);
    }

    void read(const std::string& where, const mail::FoundMessage& message, bool alone) {
        std::vector<ArrivedReply> found;
        for (const auto& calendar : message.calendars) {
            auto replies = calendar::read_replies(where, calendar.bytes, calendar.method);
            std::string trouble;
            if (!replies.skipped.lines.empty()) {
                const auto& first = replies.skipped.lines.front();
                trouble = "line " + std::to_string(first.line) + ": " + first.reason;
            }
            for (auto& reply : replies.replies) {
                if (!reply.stamp) reply.stamp = message.date;
                if (alone || is_reaction(reply))
                    found.push_back({where, message.from, std::move(reply), trouble});
            }
        }
        if (found.empty()) {
            if (message.has_winmail) {
                refuse(where + ": its answer is in winmail.dat, which only Outlook can read; " + kByHand);
                return;
            }
            if (alone) {
                refuse(where + ": it carries no answer of a calendar; " + kByHand);
                return;
            }
            ++arrived_.others;
        }
        ++arrived_.read;
        std::move(found.begin(), found.end(), std::back_inserter(arrived_.replies));
    }

    ArrivedReplies arrived_;
};

}  // namespace

ArrivedReplies read_reply_files(const Surroundings& surroundings, const std::string& place) {
    Reader reader;
    if (!is_folder(place)) {
        reader.read(input_name(place), read_input(surroundings, place), false);
        return reader.take();
    }
    for (const auto& file : files_in(place)) {
        try {
            reader.read(file, read_input(surroundings, file), true);
        } catch (const Failure& failure) {  // it was moved or removed meanwhile, or is not ours to read
            reader.refuse(failure);
        }
    }
    return reader.take();
}

}  // namespace tiffin::cli
