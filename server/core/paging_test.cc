#include "server/core/paging.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "server/core/core_fixture.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

class PagingTest : public CoreFixture {
 protected:
  // "x/000".. : so many keys.
  void Fill(int count) {
    Do(SystemCaller(), [count](Transaction& transaction) {
      for (int i = 0; i < count; ++i) {
        transaction.Link(absl::StrFormat("x/%04d/id%04d", i, i));
      }
      transaction.Link("w/9999/before");
      transaction.Link("y/0000/after");
      return absl::OkStatus();
    });
  }

  // All pages, until there is no token; `take` every n-th.
  std::vector<std::vector<std::string>> Pages(int size, int take = 1) {
    std::vector<std::vector<std::string>> pages;
    PageRequest request{size, "", "list"};
    do {
      pages.emplace_back();
      int seen = 0;
      Transaction transaction = Begin();
      const auto next =
          VisitPage(transaction, "x/", request, [&](const std::string& id) {
            if (seen++ % take != 0) return false;
            pages.back().push_back(id);
            return true;
          });
      EXPECT_TRUE(next.ok()) << next.status();
      if (!next.ok()) break;
      request.token = *next;
    } while (!request.token.empty());
    return pages;
  }
};

TEST_F(PagingTest, PagesHoldEverythingOnceInOrder) {
  Fill(7);
  struct Row {
    int size;
    std::vector<int> expected;  // Items a page.
  };
  for (const Row& row : std::vector<Row>{
           {3, {3, 3, 1}}, {7, {7}}, {6, {6, 1}}, {0, {7}}, {5'000, {7}}}) {
    std::vector<int> sizes;
    std::vector<std::string> all;
    for (const auto& page : Pages(row.size)) {
      sizes.push_back(static_cast<int>(page.size()));
      all.insert(all.end(), page.begin(), page.end());
    }
    EXPECT_EQ(sizes, row.expected) << row.size;
    EXPECT_EQ(all,
              (std::vector<std::string>{"id0000", "id0001", "id0002", "id0003",
                                        "id0004", "id0005", "id0006"}));
  }
}

TEST_F(PagingTest, AnEmptyListIsOneEmptyPage) {
  EXPECT_EQ(Pages(3), std::vector<std::vector<std::string>>(1));
}

TEST_F(PagingTest, SizesHaveADefaultAndABound) {
  EXPECT_EQ(PageSize(0), 50);
  EXPECT_EQ(PageSize(-1), 50);
  EXPECT_EQ(PageSize(1), 1);
  EXPECT_EQ(PageSize(1'000), 1'000);
  EXPECT_EQ(PageSize(1'001), 1'000);
}

// A filter that takes little must not hold the lane: the page is short, and the
// token leads to the rest.
TEST_F(PagingTest, AWalkThatFindsLittleStopsShortAndGoesOn) {
  Fill(9'000);
  const auto pages = Pages(50, 1'000);
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].size(), 5U);
  EXPECT_EQ(pages[1].size(), 4U);
}

TEST_F(PagingTest, ATokenHoldsForItsOwnListOnly) {
  const std::string token = MakePageToken("needs\nGM1669", "0001/id");
  EXPECT_EQ(*ReadPageToken({0, token, "needs\nGM1669"}), "0001/id");
  EXPECT_EQ(*ReadPageToken({0, "", "needs\nGM1669"}), "");
  const std::vector<PageRequest> foreign = {
      {0, token, "needs\nGM0001"},
      {0, "not base64!", "needs\nGM1669"},
      {0, absl::WebSafeBase64Escape("0001/id"), "needs\nGM1669"}};
  for (const PageRequest& request : foreign) {
    EXPECT_EQ(ReadPageToken(request).status().code(),
              absl::StatusCode::kInvalidArgument)
        << request.token;
  }
}

TEST_F(PagingTest, AnErrorOfTheVisitEndsTheWalk) {
  Fill(3);
  int visited = 0;
  Transaction transaction = Begin();
  const auto next = VisitPage(transaction, "x/", {3, "", "list"},
                              [&](const std::string&) -> absl::StatusOr<bool> {
                                ++visited;
                                return absl::DataLossError("broken");
                              });
  EXPECT_EQ(next.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(visited, 1);
}

}  // namespace
}  // namespace omzien::core
