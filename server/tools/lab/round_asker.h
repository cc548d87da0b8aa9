// Policies that look at a need every few hours and ask a batch, with what they
// learned of people: covidliste's controller, a broadcast, a Whittle index.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "server/tools/lab/answer_book.h"
#include "server/tools/lab/asker.h"
#include "server/tools/lab/desk.h"
#include "server/tools/lab/luck.h"
#include "server/tools/lab/scenario.h"

namespace omzien::lab {

class RoundAsker : public Asker {
 public:
  void Post(Desk& desk, std::size_t need) final { Look(desk, need); }
  void Look(Desk& desk, std::size_t need) final;
  void Answered(Desk& desk, std::size_t ask) final;

 protected:
  explicit RoundAsker(Minutes every_min) : every_min_(every_min) {}

  // Whom to ask now, of `present`.
  virtual std::vector<std::uint32_t> Choose(
      const Desk& desk, std::size_t need,
      const std::vector<std::uint32_t>& present) = 0;

  const AnswerBook& book() const { return book_; }

 private:
  Minutes every_min_;
  AnswerBook book_;
};

// As covidliste.com filled doses that were left: as many as the measured
// conversion asks for, drawn by chance among those within reach; again when it
// was too few (github.com/hostolab/covidliste).
class BatchAsker final : public RoundAsker {
 public:
  explicit BatchAsker(std::uint64_t seed)
      : RoundAsker(2 * kHourMin), luck_(seed, 4, 4) {}

 private:
  std::vector<std::uint32_t> Choose(
      const Desk& desk, std::size_t need,
      const std::vector<std::uint32_t>& present) override;

  Luck luck_;
};

// An order is broadcast to those most likely to take it, who each hear of one
// order at a time (Zhang et al., "A Taxi Order Dispatch Model based On
// Combinatorial Optimization", KDD 2017).
class BroadcastAsker final : public RoundAsker {
 public:
  explicit BroadcastAsker(std::size_t size)
      : RoundAsker(4 * kHourMin), size_(size) {}

 private:
  std::vector<std::uint32_t> Choose(
      const Desk& desk, std::size_t need,
      const std::vector<std::uint32_t>& present) override;

  std::size_t size_;
};

// Volunteers are arms that recover; the best few by index, each index weighed
// by the chance that those chosen before bring no yes ("iterative Whittle
// index": Raman, Shi & Fang, "Global Rewards in Restless Multi-Armed Bandits",
// arXiv 2406.00738, section 4). For an arm whose reward f(n) grows with the
// rounds n since its last pull the index follows from comparing a pull every n
// rounds with one every n + 1: (n + 1) f(n) - n f(n + 1).
class WhittleAsker final : public RoundAsker {
 public:
  WhittleAsker(std::size_t size, const Scenario& assumed)
      : RoundAsker(kRoundMin), size_(size), assumed_(assumed) {}

 private:
  static constexpr Minutes kRoundMin = 4 * kHourMin;

  std::vector<std::uint32_t> Choose(
      const Desk& desk, std::size_t need,
      const std::vector<std::uint32_t>& present) override;
  double Listens(Minutes since_ask) const;

  std::size_t size_;
  const Scenario& assumed_;  // Its inactivity: chance and mean.
};

}  // namespace omzien::lab
