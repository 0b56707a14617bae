import KAMModel

extension PolicyDecoder {
    func selection(_ reader: YAMLReader) -> SelectionPolicy {
        let forcedIn = reader.texts("forced_in")
        let forcedOut = reader.texts("forced_out")
        for account in forcedOut where forcedIn.contains(where: { $0.value == account.value }) {
            contradiction("the account '\(account.value)' is forced in and out", account.place)
        }
        let hours = reader.numbers("kam_hours_by_segment", by: "segment", .atLeast(0))
        let quotas = reader.sections("segment_quotas", by: "segment", quota)
        return SelectionPolicy(
            kamHours: reader.number("kam_hours", .atLeast(0)),
            kamHoursBySegment: Dictionary(hours.map { ($0.key, $0.value) }) { first, _ in first },
            poolsByRegion: reader.flag("pools_by_region"), keyShare: reader.number("key_share", .share),
            quota: reader.section("quota", quota),
            segmentQuotas: Dictionary(quotas.map { ($0.key, $0.value) }) { first, _ in first },
            forcedIn: Set(forcedIn.map { ID($0.value) }), forcedOut: Set(forcedOut.map { ID($0.value) }),
            family: reader.choice("family", or: .separate), stability: reader.section("stability", stability),
            robustness: reader.section("robustness", robustness))
    }

    private func quota(_ reader: YAMLReader) -> SelectionPolicy.Quota {
        let minimum = reader.integerIfGiven("minimum", 0...1_000_000) ?? 0
        let maximum = reader.integerIfGiven("maximum", 0...1_000_000)
        if let maximum, minimum > maximum {
            contradiction(
                "\(reader.path) has a minimum of \(minimum) above its maximum of \(maximum)",
                reader.place(of: "minimum"))
        }
        return SelectionPolicy.Quota(minimum: minimum, maximum: maximum)
    }

    private func stability(_ reader: YAMLReader) -> StabilityPolicy {
        StabilityPolicy(
            entryCost: reader.number("entry_cost", .atLeast(0)), exitCost: reader.number("exit_cost", .atLeast(0)),
            maximumChanges: reader.integerIfGiven("maximum_changes", 0...1_000_000),
            minimumQuarters: reader.integer("minimum_quarters", 0...40),
            coolingQuarters: reader.integer("cooling_quarters", 0...40),
            floor: reader.numberIfGiven("floor", .within(0...100)),
            stayBelow: reader.number("stay_below", .within(0...100)),
            quartersBelow: reader.integer("quarters_below", 1...40),
            enterAbove: reader.number("enter_above", .within(0...100)))
    }

    private func robustness(_ reader: YAMLReader) -> RobustnessPolicy {
        RobustnessPolicy(
            draws: reader.integer("draws", 0...1_000_000),
            weightVariation: reader.number("weight_variation", .share),
            flipAccounts: reader.integer("flip_accounts", 0...1_000_000))
    }
}
