#include "server/core/decision.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/asking/ask_plan.h"
#include "matcher/eligibility.h"
#include "matcher/ids.h"
#include "matcher/job.h"
#include "matcher/policy.h"
#include "matcher/ranking.h"
#include "matcher/status_macros.h"
#include "matcher/wave.h"
#include "omzien/store/v1/asking.pb.h"
#include "omzien/store/v1/decision.pb.h"
#include "omzien/store/v1/record.pb.h"
#include "server/core/catalogue.h"
#include "server/core/matcher_values.h"
#include "server/core/sealer.h"
#include "server/core/state.h"
#include "server/core/times.h"
#include "server/core/transaction.h"

namespace omzien::core {
namespace {

// Candidates whose terms the journal keeps.
constexpr int kBestMax = 50;

store::v1::AskChoice ToRecord(const matcher::AskChoice& from) {
  store::v1::AskChoice to;
  to.set_seed(from.seed);
  to.set_missed_micros(from.missed);
  to.set_missing_micros(from.missing);
  to.set_helpers_needed(from.helpers_needed);
  to.set_may_be_asked(static_cast<std::int32_t>(from.may_be_asked));
  to.set_with_turn(static_cast<std::int32_t>(from.with_turn));
  to.set_target_micros(from.target);
  to.set_near_equal_micros(from.near_equal);
  to.set_tired_price_micros(from.tired_price);
  to.set_spared_worth_micros(from.spared_worth);
  return to;
}

matcher::AskOption ToOption(const store::v1::AskOption& from) {
  matcher::AskOption to;
  to.ask.candidate = static_cast<std::size_t>(from.place());
  to.ask.worth = from.worth_micros();
  const std::size_t terms = std::min(
      static_cast<std::size_t>(from.term_micros_size()), to.ask.terms.size());
  for (std::size_t i = 0; i < terms; ++i) {
    to.ask.terms[i] = from.term_micros(static_cast<int>(i));
  }
  to.asks_lately = from.asks_lately();
  to.has_turn = from.has_turn();
  to.is_last_chance = from.is_last_chance();
  to.band = static_cast<std::size_t>(from.band());
  to.asks_in_week = from.asks_last_week();
  return to;
}

// What the choice saw of this one, if she could be asked.
void AddOption(const Decision& made, const matcher::VolunteerId& volunteer,
               store::v1::Weighed& weighed) {
  if (!made.choice.has_value()) return;
  const auto option = std::ranges::find_if(
      made.choice->options, [&](const matcher::AskOption& each) {
        return made.places[each.ask.candidate] == volunteer;
      });
  if (option == made.choice->options.end()) return;
  store::v1::AskOption& to = *weighed.mutable_option();
  to.set_place(static_cast<std::int32_t>(option->ask.candidate));
  to.set_worth_micros(option->ask.worth);
  to.mutable_term_micros()->Add(option->ask.terms.begin(),
                                option->ask.terms.end());
  to.set_asks_lately(option->asks_lately);
  to.set_has_turn(option->has_turn);
  to.set_is_last_chance(option->is_last_chance);
  to.set_band(static_cast<std::int32_t>(option->band));
  to.set_asks_last_week(option->asks_in_week);
}

}  // namespace

Decision Survey(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy) {
  State& state = transaction.state();
  Decision decision;
  decision.best =
      state.index->Candidates(wanted, policy, transaction.now(), kBestMax);
  decision.coverage = state.index->Cover(wanted, policy, transaction.now());
  return decision;
}

Decision Decide(Transaction& transaction, const matcher::Job& wanted,
                const matcher::Policy& policy, matcher::WaveTurn turn) {
  State& state = transaction.state();
  const absl::Duration begun = state.ports.clock.SteadyNow();
  Decision decision = Survey(transaction, wanted, policy);
  decision.plan = matcher::PlanWave(
      decision.best,
      [&](const matcher::VolunteerId& id) {
        return matcher::Judge(wanted, *state.index->Find(id), policy,
                              transaction.now());
      },
      turn, policy, transaction.now());
  TellMatch(state, decision, begun);
  return decision;
}

void TellMatch(const State& state, const Decision& decision,
               absl::Duration begun) {
  if (state.ports.observer == nullptr) return;
  state.ports.observer->OnMatch({static_cast<int>(state.index->size()),
                                 decision.coverage.eligible,
                                 static_cast<int>(decision.plan.asks.size()),
                                 state.ports.clock.SteadyNow() - begun});
}

absl::Status RecordDecision(Transaction& transaction,
                            const store::v1::NeedRecord& need, int job,
                            const Decision& made) {
  const Catalogue& catalogue = transaction.catalogue();
  auto& decision = *transaction.entry().add_decisions();
  decision.set_need(need.need().name());
  decision.set_job_id(need.need().jobs(job).id());
  decision.set_wave(need.jobs(job).waves());
  decision.set_policy_version(
      catalogue.FindMunicipality(need.need().municipality())->policy_version);
  *decision.mutable_excluded() = ToProto(made.coverage.excluded);
  if (made.choice.has_value()) {
    *decision.mutable_choice() = ToRecord(*made.choice);
    if (made.prices_time > absl::InfinitePast()) {
      *decision.mutable_choice()->mutable_prices_time() =
          ToProto(made.prices_time);
    }
  }
  Sealer& sealer = transaction.state().ports.sealer;
  for (const matcher::Candidate& candidate : made.best) {
    auto& best = *decision.add_best();
    best.set_volunteer(candidate.volunteer.value);
    best.set_asked(std::ranges::any_of(made.plan.asks, [&](const auto& ask) {
      return ask.verdict.volunteer == candidate.volunteer;
    }));
    store::v1::Weighed weighed = ToRecord(candidate);
    AddOption(made, candidate.volunteer, weighed);
    OMZIEN_ASSIGN_OR_RETURN(
        *best.mutable_weighed(),
        sealer.Seal(best.volunteer(), weighed.SerializeAsString()));
  }
  return absl::OkStatus();
}

bool KeptDecision::is_whole() const {
  return std::ranges::all_of(weighed,
                             [](const auto& each) { return each.has_value(); });
}

absl::StatusOr<KeptDecision> OpenDecision(const store::v1::Decision& decision,
                                          Sealer& sealer) {
  KeptDecision kept{decision, {}};
  for (const store::v1::Candidate& candidate : decision.best()) {
    auto& weighed = kept.weighed.emplace_back();
    if (candidate.weighed().empty()) continue;
    const auto plaintext =
        sealer.Open(candidate.volunteer(), candidate.weighed());
    if (absl::IsNotFound(plaintext.status())) continue;
    OMZIEN_RETURN_IF_ERROR(plaintext.status());
    if (!weighed.emplace().ParseFromString(*plaintext)) {
      return absl::DataLossError(absl::StrCat(
          "what was weighed of ", candidate.volunteer(), " cannot be read"));
    }
  }
  return kept;
}

matcher::AskChoice ToChoice(const KeptDecision& kept) {
  const store::v1::AskChoice& from = kept.decision.choice();
  matcher::AskChoice to;
  to.seed = from.seed();
  to.missed = from.missed_micros();
  to.missing = from.missing_micros();
  to.helpers_needed = from.helpers_needed();
  to.may_be_asked = from.may_be_asked();
  to.with_turn = from.with_turn();
  to.target = from.target_micros();
  to.near_equal = from.near_equal_micros();
  to.tired_price = from.tired_price_micros();
  to.spared_worth = from.spared_worth_micros();
  for (const auto& weighed : kept.weighed) {
    if (!weighed.has_value() || !weighed->has_option()) continue;
    to.options.push_back(ToOption(weighed->option()));
  }
  std::ranges::sort(to.options, matcher::IsBetter);
  return to;
}

}  // namespace omzien::core
