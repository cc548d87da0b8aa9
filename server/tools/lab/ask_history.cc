#include "server/tools/lab/ask_history.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <vector>

namespace omzien::lab {
namespace {

using Ages = std::vector<int>;  // Rising.

// All with `count` ages from `from` to under a week.
void Append(std::size_t count, int from, Ages& ages, std::vector<Ages>& all) {
  if (ages.size() == count) {
    all.push_back(ages);
    return;
  }
  for (int age = from; age < kSlotsAWeek; ++age) {
    ages.push_back(age);
    Append(count, age, ages, all);
    ages.pop_back();
  }
}

// The last ask is kept alone once the week holds none.
Ages SlotLater(Ages ages) {
  for (int& age : ages) ++age;
  const int last = ages.empty() ? 0 : ages.front();
  std::erase_if(ages, [](int age) { return age >= kSlotsAWeek; });
  if (ages.empty() && last >= kSlotsAWeek && last < kForgottenSlots) {
    ages = {last};
  }
  return ages;
}

bool IsInWeek(int age) { return age < kSlotsAWeek; }

}  // namespace

std::vector<AskHistory> AskHistoriesOf(int asks_a_week_max) {
  std::vector<Ages> all = {{}};
  for (int age = kSlotsAWeek; age < kForgottenSlots; ++age) {
    all.push_back({age});
  }
  for (int count = 1; count <= asks_a_week_max; ++count) {
    Ages ages;
    Append(static_cast<std::size_t>(count), 0, ages, all);
  }
  std::map<Ages, std::size_t> number;
  for (std::size_t i = 0; i < all.size(); ++i) number[all[i]] = i;
  std::vector<AskHistory> histories;
  for (const Ages& each : all) {
    AskHistory& its = histories.emplace_back();
    its.asks_in_week = static_cast<int>(std::ranges::count_if(each, IsInWeek));
    its.last_age = each.empty() ? -1 : each.front();
    its.next = number.at(SlotLater(each));
    if (its.asks_in_week == asks_a_week_max) continue;
    Ages asked = {0};
    std::ranges::copy_if(each, std::back_inserter(asked), IsInWeek);
    its.asked = number.at(asked);
  }
  return histories;
}

}  // namespace omzien::lab
