#include "cli/job/outbox/courier.h"

#include <filesystem>

#include "cli/job/outbox/message_text.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "mail/maildir.h"
#include "mail/render_message.h"

namespace tiffin::cli {

namespace {

using std::chrono::seconds;

class Program final : public Courier {
  public:
    explicit Program(mail::MailProgram program) : program_(std::move(program)) {}

    [[nodiscard]] seconds patience() const override {
        return std::chrono::ceil<seconds>(program_.patience) + seconds{60};
    }
    [[nodiscard]] int at_once() const override { return 1; }
    mail::HandOver deliver(const MessageContent& content) override {
        auto result = mail::hand_over(program_, mail::render_message(mail_of(content), mail::LineEnd::lf));
        if (result.outcome != mail::Outcome::sent && result.outcome != mail::Outcome::not_started)
            result.reason = program_.arguments.front() + ": " + result.reason;
        return result;
    }

  private:
    mail::MailProgram program_;
};

class Folder final : public Courier {
  public:
    Folder(std::string folder, MailFolder form) : folder_(std::move(folder)), form_(form) {}

    [[nodiscard]] seconds patience() const override { return seconds{600}; }
    [[nodiscard]] int at_once() const override { return 100; }
    mail::HandOver deliver(const MessageContent& content) override {
        const auto mail = mail_of(content);
        if (form_ == MailFolder::maildir) {
            mail::write_to_maildir(folder_, mail, mail::render_message(mail, mail::LineEnd::lf));
        } else {
            write_file((std::filesystem::path(folder_) / eml_name(content)).string(),
                       mail::render_message(mail, mail::LineEnd::crlf), NameIsSafe::after_sync_folder);
        }
        return {};
    }
    void settle() override {
        if (form_ == MailFolder::eml) {
            sync_folder(folder_);
        } else {
            sync_folder((std::filesystem::path(folder_) / "new").string());
        }
    }

  private:
    std::string folder_;
    MailFolder form_;
};

constexpr std::size_t kReasonsTold = 5;

/// One run over the outbox.
class Dispatch {
  public:
    Dispatch(Invocation& invocation, storage::Ready ready, Courier& courier)
        : invocation_(invocation), ready_(std::move(ready)), courier_(courier) {}

    Dispatched run() {
        // From here on a signal ends the run between two messages, and never the note of what was sent.
        invocation_.connection().insist();
        // What waited for an earlier one of its thread is ready once that is sent.
        for (std::size_t sent = 0; pass() && done_.sent.size() > sent; sent = done_.sent.size()) {
            after_ = 0;
            ready_.at_once = false;  // what has just failed waits for its next try
        }
        return std::move(done_);
    }

  private:
    static constexpr int kMostInARow = 5;

    /// A message of the batch, and what became of it; nothing: it was not tried.
    struct Tried {
        Message message;
        std::optional<mail::HandOver> result;
    };

    /// Once along the outbox. False where it ends before the last one.
    bool pass() {
        while (!done_.is_interrupted && !done_.unfit && failed_in_a_row_ < kMostInARow) {
            ready_.now = invocation_.moment();
            const auto batch = claim();
            if (batch.empty()) return true;
            deliver(batch);
        }
        return false;
    }

    std::vector<storage::ClaimedMessage> claim() {
        auto& work = invocation_.begin();
        claimant_ = work.new_id<MessageId>().value;
        auto batch = storage::claim(work, ready_, {claimant_, ready_.now + courier_.patience()}, after_,
                                    courier_.at_once());
        invocation_.commit();
        if (!batch.empty()) after_ = batch.back().position;
        return batch;
    }

    void deliver(const std::vector<storage::ClaimedMessage>& batch) {
        std::vector<Tried> tried;
        std::exception_ptr broken;
        for (const auto& claimed : batch) {
            tried.push_back({claimed.message, std::nullopt});
            done_.is_interrupted = done_.is_interrupted || invocation_.surroundings().interrupted();
            if (done_.is_interrupted || done_.unfit || broken || failed_in_a_row_ >= kMostInARow) continue;
            try {
                tried.back().result = deliver(claimed.message.content);
            } catch (...) {  // a folder that cannot be written: the same for all of them
                broken = std::current_exception();
            }
        }
        if (!broken) {
            try {
                courier_.settle();
            } catch (...) {
                broken = std::current_exception();
                for (auto& each : tried) each.result.reset();
            }
        }
        record(tried);
        if (broken) std::rethrow_exception(broken);
    }

    std::optional<mail::HandOver> deliver(const MessageContent& content) {
        mail::HandOver result;
        try {
            result = courier_.deliver(content);
        } catch (const Failure& failure) {
            if (failure.status() != ExitStatus::bad_input) throw;
            result = {mail::Outcome::failed, failure.what()};  // an address that no mail can carry
        }
        if (result.outcome == mail::Outcome::not_started) {
            done_.unfit = result.reason;
            return std::nullopt;
        }
        failed_in_a_row_ = result.outcome == mail::Outcome::sent ? 0 : failed_in_a_row_ + 1;
        return result;
    }

    void record(std::vector<Tried>& tried) {
        const auto now = invocation_.moment();
        auto& work = invocation_.begin();
        for (auto& [message, result] : tried) {
            if (!result) {
                storage::release(work, message.id, claimant_);
            } else if (result->outcome == mail::Outcome::sent) {
                storage::record_sent(work, message.id, now);
                message.state = MessageState::sent;
                message.content.text.clear();
                message.content.calendar.reset();
                done_.sent.push_back(std::move(message));
            } else {
                ++done_.failures[result->reason];
                message.reason = result->reason;
                storage::record_failure(work, message, claimant_, now);
            }
        }
        invocation_.commit();
    }

    Invocation& invocation_;
    storage::Ready ready_;
    Courier& courier_;
    Dispatched done_;
    std::int64_t after_ = 0, claimant_ = 0;
    int failed_in_a_row_ = 0;
};

}  // namespace

std::unique_ptr<Courier> mail_program(Invocation& invocation) {
    const auto& user = invocation.user_file();
    if (!user.mail_program) return nullptr;
    return std::make_unique<Program>(
        mail::MailProgram{.arguments = *user.mail_program,
                          .environment = invocation.surroundings().environment_of_programs,
                          .patience = seconds{user.mail_patience.value_or(config::kMailPatience)}});
}

std::unique_ptr<Courier> mail_folder(std::string folder, MailFolder form) {
    return std::make_unique<Folder>(std::move(folder), form);
}

std::string eml_name(const MessageContent& content) {
    return mail::file_name(content.date, content.mail_id) + ".eml";
}

Dispatched dispatch(Invocation& invocation, storage::Ready ready, Courier& courier) {
    return Dispatch(invocation, std::move(ready), courier).run();
}

void report_failures(Invocation& invocation, const Dispatched& dispatched) {
    if (dispatched.unfit) {
        throw Failure(ExitStatus::configuration, "nothing is sent: " + *dispatched.unfit,
                      "correct mail_program in " + user_file_name(invocation.surroundings()));
    }
    if (dispatched.failures.empty()) return;
    std::vector<std::string> sentences;
    std::size_t untold = 0;
    for (const auto& [reason, count] : dispatched.failures) {
        if (sentences.size() < kReasonsTold) {
            sentences.push_back(counted(count, "message is", "messages are") + " not sent: " + reason);
        } else {
            untold += count;
        }
    }
    if (untold > 0)
        sentences.push_back(counted(untold, "more message is", "more messages are") +
                            " not sent; tiffin message list");
    for (std::size_t i = 0; i + 1 < sentences.size(); ++i) invocation.warn(sentences[i]);
    throw Failure(ExitStatus::busy, sentences.back(), "the outbox keeps what is not sent for a later tick");
}

}  // namespace tiffin::cli
