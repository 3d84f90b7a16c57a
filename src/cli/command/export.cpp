#include "cli/command/export.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "cli/invocation.h"
#include "cli/listing.h"
#include "cli/output.h"
#include "cli/session_table.h"
#include "storage/attendance.h"
#include "storage/drop_outs.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/swaps.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;

/// Exports are CSV unless --format says otherwise, have the columns that the import takes, and go to -o or
/// standard output.
class Export : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--output", "FILE", output_, "a file, or - for standard output")
            .short_name('o')
            .completing(Completes::file);
        declaration.detail(detail());
    }

    ExitStatus run(Invocation& invocation) override {
        auto style = invocation.style();
        if (!invocation.options().format) style.format = report::Format::csv;
        if (output_ && *output_ != "-") style.width = 0;
        text::StringSink sink;
        const auto writer = report::make_record_writer(style, columns(), sink);
        write(invocation, *writer);
        writer->finish();
        invocation.end_reading();
        if (!output_ || *output_ == "-") {
            invocation.out().write(sink.bytes());
        } else if (write_file(*output_, sink.bytes()) == Written::unchanged) {
            invocation.say(*output_ + " is up to date");
        } else {
            invocation.say("wrote " + *output_);
        }
        return ExitStatus::done;
    }

  protected:
    [[nodiscard]] virtual std::string detail() const = 0;
    [[nodiscard]] virtual std::vector<Column> columns() const = 0;
    virtual void write(Invocation& invocation, report::RecordWriter& writer) const = 0;

  private:
    std::optional<std::string> output_;
};

/// People by their ids, which ascend as they are read.
template <class Value>
class ByPerson {
  public:
    template <class ValueOf>
    ByPerson(storage::Connection& connection, const ValueOf& value_of) {
        storage::for_each_person_by_id(
            connection, [&](Person& person) { values_.emplace_back(person.id, value_of(person)); });
    }
    [[nodiscard]] const Value& of(PersonId id) const {
        return std::lower_bound(values_.begin(), values_.end(), id,
                                [](const auto& entry, PersonId wanted) { return entry.first < wanted; })
            ->second;
    }

  private:
    std::vector<std::pair<PersonId, Value>> values_;
};

/// What to write for people, so that imports find them: the e-mail where there is one, else the name, and the
/// id for a name that several have or that would not be read as one.
class Addresses : public ByPerson<std::string> {
  public:
    explicit Addresses(storage::Connection& connection)
        : ByPerson(connection, [shared = storage::shared_names(connection)](Person& person) {
              if (!person.email.empty()) return std::move(person.email);
              const bool is_plain = person.name.find_first_of(";@") == std::string::npos &&
                                    !shared.contains(text::fold(person.name));
              return is_plain ? std::move(person.name) : render_id(person.id);
          }) {}

    [[nodiscard]] std::vector<std::string> of_all(const std::vector<PersonId>& people) const {
        std::vector<std::string> found;
        for (const auto id : people) found.push_back(of(id));
        return found;
    }
    using ByPerson::of;
};

class ExportPeople final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override {
        return "What tiffin person import reads. Absences are not in it.";
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"name", {}}, {"email", {}},  {"team", {}}, {"site", {}},    {"zone", {}}, {"hours", {}},
                {"diet", {}}, {"joined", {}}, {"left", {}}, {"manager", {}}, {"id", {}},   {"weight", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        std::optional<Addresses> addresses;  // of everybody: not read for a programme without managers
        const auto address = [&](PersonId person) {
            if (!addresses) addresses.emplace(invocation.connection());
            return addresses->of(person);
        };
        std::map<PersonId, std::vector<Weight>> weights;
        storage::for_each_weight(invocation.connection(),
                                 [&](PersonId person, Weight weight) { weights[person].push_back(weight); });
        report::Row row(12);
        storage::for_each_person(invocation.connection(), [&](const Person& person) {
            row[0] = person.name;
            row[1] = cell(person.email);
            row[2] = cell(person.team);
            row[3] = cell(person.site);
            row[4] = cell(person.zone);
            row[5] = cell(person.hours);
            row[6] = cell(person.diet);
            row[7] = cell(person.joined);
            row[8] = cell(person.left);
            row[9] = person.manager ? report::Cell{address(*person.manager)} : report::Cell{};
            row[10] = render_id(person.id);
            const auto weighed = weights.find(person.id);
            row[11] = weighed == weights.end() ? report::Cell{} : cell(render_weights(weighed->second));
            writer.write(row);
        });
    }
};

class ExportTopics final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override { return "What tiffin topic import reads."; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"title", {}},   {"presenter", {}}, {"format", {}}, {"tags", {}},  {"level", {}},
                {"minutes", {}}, {"abstract", {}},  {"topic", {}},  {"number", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        const Addresses addresses(invocation.connection());
        for (const auto& topic : storage::all_topics(invocation.connection())) {
            writer.write({topic.title, addresses.of_all(topic.presenters), cell(topic.format), topic.tags,
                          cell(topic.level),
                          topic.length ? report::Cell{std::int64_t{topic.length->count()}} : report::Cell{},
                          cell(topic.abstract), topic.slug, topic.number});
        }
    }
};

class ExportSessions final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override {
        return "What tiffin import history reads. With the exports of people and topics, taken in before it, "
               "it "
               "makes the same sessions elsewhere.";
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"date", {}},       {"series", {}}, {"presenter", {}}, {"state", {}},
                {"note", {}},       {"topic", {}},  {"start", {}},     {"end", {}},
                {"zone", {}},       {"place", {}},  {"link", {}},      {"id", {}},
                {"occurrence", {}}, {"host", {}},   {"moderator", {}}, {"number", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        const Addresses addresses(invocation.connection());
        SessionNames names(invocation.connection());
        for (const auto& session : sessions_in_order(invocation.connection(), names, {})) {
            writer.write({cell(session.date), names.series(session.series).name,
                          addresses.of_all(tiffin::presenters(session)),
                          std::string(state_now(session, invocation.today())), cell(session.note),
                          cell(names.topic_title(session)), start_cell(session), end_cell(session),
                          cell(session.zone), cell(session.place), cell(session.link), render_id(session.id),
                          cell(session.occurrence), addresses.of_all(with_role(session, Role::host)),
                          addresses.of_all(with_role(session, Role::moderator)),
                          session.topic ? report::Cell{names.topic(*session.topic).number} : report::Cell{}});
        }
    }
};

class ExportAssignments final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override {
        return "Who does what in which session, one row for each duty.";
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"session", {}}, {"date", {}}, {"series", {}}, {"person", {}},
                {"email", {}},   {"role", {}}, {"state", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        const ByPerson<Person> people(invocation.connection(),
                                      [](Person& person) { return std::move(person); });
        SessionNames names(invocation.connection());
        for (const auto& session : sessions_in_order(invocation.connection(), names, {})) {
            for (const auto& assignment : session.assignments) {
                const auto& person = people.of(assignment.person);
                writer.write({names.session(session), cell(session.date), names.series(session.series).name,
                              person.name, cell(person.email), std::string(to_string(assignment.role)),
                              std::string(state_now(session, invocation.today()))});
            }
        }
    }
};

report::Cell yes_or_no(bool value) {
    return std::string(value ? "yes" : "no");
}

class ExportSwaps final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override {
        return "Every swap that was ever asked for, in the order in which duties changed hands: the taker "
               "took the giver's session over, and gave the one in return, where there is one.";
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"session", {}},      {"giver", {}},     {"taker", {}},
                {"in_return", {}},    {"state", {}},     {"giver_agrees", {}},
                {"taker_agrees", {}}, {"on_behalf", {}}, {"asked", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        auto& connection = invocation.connection();
        const Addresses addresses(connection);
        SessionNames names(connection);
        const auto name = [&](SessionId id) { return names.session(*storage::session(connection, id)); };
        for (const auto& swap : storage::all_swaps(connection)) {
            writer.write({name(swap.session), addresses.of(swap.giver), addresses.of(swap.taker),
                          swap.in_return ? report::Cell{name(*swap.in_return)} : report::Cell{},
                          std::string(to_string(swap.state)), yes_or_no(swap.giver_agrees),
                          yes_or_no(swap.taker_agrees), yes_or_no(swap.on_behalf), cell(swap.asked)});
        }
    }
};

class ExportDropOuts final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override {
        return "Presenters who did not give their session: dropped out before, or no-show.";
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"session", {}}, {"date", {}}, {"series", {}}, {"person", {}},
                {"email", {}},   {"kind", {}}, {"noted", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        auto& connection = invocation.connection();
        SessionNames names(connection);
        for (const auto& each : storage::drop_outs_from(connection, kEarliestDate)) {
            const auto session = *storage::session(connection, each.session);
            writer.write({names.session(session), cell(session.date), names.series(session.series).name,
                          names.person(each.person), cell(storage::person(connection, each.person)->email),
                          std::string(to_string(each.kind)), cell(each.noted)});
        }
    }
};

class ExportAttendance final : public Export {
  protected:
    [[nodiscard]] std::string detail() const override { return "What tiffin attendance import reads."; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{"session", {}}, {"person", {}}, {"email", {}}, {"mode", {}}};
    }
    void write(Invocation& invocation, report::RecordWriter& writer) const override {
        auto& connection = invocation.connection();
        SessionNames names(connection);
        for (const auto& session : sessions_in_order(connection, names, {})) {
            for (const auto& there : storage::attendance(connection, session.id)) {
                writer.write({names.session(session), names.person(there.person),
                              cell(storage::person(connection, there.person)->email),
                              cell(there.mode ? to_string(*there.mode) : std::string_view())});
            }
        }
    }
};

}  // namespace

std::unique_ptr<Action> make_export_swaps() {
    return std::make_unique<ExportSwaps>();
}
std::unique_ptr<Action> make_export_drop_outs() {
    return std::make_unique<ExportDropOuts>();
}
std::unique_ptr<Action> make_export_attendance() {
    return std::make_unique<ExportAttendance>();
}
std::unique_ptr<Action> make_export_people() {
    return std::make_unique<ExportPeople>();
}
std::unique_ptr<Action> make_export_topics() {
    return std::make_unique<ExportTopics>();
}
std::unique_ptr<Action> make_export_sessions() {
    return std::make_unique<ExportSessions>();
}
std::unique_ptr<Action> make_export_assignments() {
    return std::make_unique<ExportAssignments>();
}

}  // namespace tiffin::cli
