// A neighbourhood whose clocks run out: for tests of letting go.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "omzien/store/v1/record.pb.h"
#include "omzien/store/v1/retention.pb.h"
#include "omzien/v1/administration_service.pb.h"
#include "omzien/v1/task_service.pb.h"
#include "server/core/commands.h"
#include "server/core/core_fixture.h"
#include "server/core/heard.h"
#include "server/core/retention.h"

namespace omzien::core {

constexpr absl::Duration Days(int days) { return absl::Hours(24 * days); }

class RetentionTest : public CoreFixture {
 protected:
  // What the dry run says goes: by kind, over all pages.
  std::map<std::string, int> Preview() {
    std::map<std::string, int> counts;
    omzien::v1::PreviewRetentionRequest request;
    do {
      Transaction transaction = Begin();
      const auto page = PreviewRetention(transaction, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      for (const auto& row : page->rows()) {
        if (row.count() > 0) {
          counts[row.kind()] += static_cast<int>(row.count());
        }
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return counts;
  }

  // A whole day's round, turn by turn; gives how many turns.
  int Round() {
    for (int turn = 1; turn < 1'000; ++turn) {
      Transaction transaction = Begin();
      EXPECT_TRUE(Retain(transaction).ok());
      for (const auto& message : transaction.entry().notices()) {
        told_.push_back(message);
      }
      const auto record = transaction.Read(Keyspace::kMeta, "retaining");
      store::v1::RetainingRecord retaining;
      EXPECT_TRUE(retaining.ParseFromString(**record));
      Commit(transaction);
      if (retaining.kind().empty()) return turn;
    }
    ADD_FAILURE() << "the round does not end";
    return 0;
  }

  // Keys of a keyspace that hold this text.
  std::vector<std::string> Keys(Keyspace keyspace, const std::string& text) {
    std::vector<std::string> keys;
    EXPECT_TRUE(store_
                    .Scan(keyspace, {}, /*reverse=*/false,
                          [&](absl::string_view key, absl::string_view) {
                            if (absl::StrContains(key, text)) {
                              keys.emplace_back(key);
                            }
                            return true;
                          })
                    .ok());
    return keys;
  }
  std::size_t Count(const char* prefix) {
    std::size_t count = 0;
    for (const std::string& key : Keys(Keyspace::kRecords, prefix)) {
      if (absl::StartsWith(key, prefix)) ++count;
    }
    return count;
  }

  // Everybody is heard, so that nobody goes for silence.
  void HearAll() {
    for (const std::string& key : Keys(Keyspace::kRecords, "people/")) {
      Do(SystemCaller(),
         [&](Transaction& transaction) { return Heard(transaction, key); });
    }
  }

  void Cancel(const std::string& resident, const std::string& need) {
    Do(Herself(resident), [&](Transaction& transaction) {
      omzien::v1::CancelNeedRequest request;
      request.set_name(need);
      return CancelNeed(transaction, request).status();
    });
  }

  std::string Complain(const std::string& person, const std::string& need) {
    std::string name;
    Do(Herself(person), [&](Transaction& transaction) {
      omzien::v1::CreateTaskRequest request;
      request.mutable_task()->set_kind(omzien::v1::Task::KIND_COMPLAINT);
      request.mutable_task()->set_person(person);
      request.mutable_task()->set_need(need);
      request.mutable_task()->set_report("Het hek stond open.");
      const auto task = CreateTask(transaction, request);
      if (task.ok()) name = task->name();
      return task.status();
    });
    return name;
  }

  void Close(const std::string& task) {
    Do(Staff("organisations/desk"), [&](Transaction& transaction) {
      omzien::v1::CloseTaskRequest request;
      request.set_name(task);
      return CloseTask(transaction, request).status();
    });
  }

  std::vector<store::v1::OutboxRecord> told_;
};

}  // namespace omzien::core
