internal import KAMModel

/// What an hour costs at each stage: the mean over the members who do the work in the quarter.
///
/// A member without a cost of its own counts with the policy's; so does a stage that nobody serves.
struct HourRates {
    /// The cost of an hour by stage, in the order of the policy's stages.
    let stages: [Double]

    /// Averages the costs of the members in place in a range of days.
    init(_ snapshot: Snapshot, policy: Policy, during days: DayRange) {
        let standard = policy.economics.hourlyCost
        var costs: [ID<Team>: [Double]] = [:]
        for member in snapshot.members where member.employment.overlaps(days) {
            guard let membership = member.membership(during: days) else { continue }
            costs[membership.team, default: []].append(member.hourlyCost ?? standard)
        }
        func mean(_ teams: [ID<Team>]) -> Double {
            let all = teams.flatMap { costs[$0] ?? [] }
            return all.isEmpty ? standard : all.reduce(0, +) / Double(all.count)
        }
        stages = policy.stages.map { mean($0.teams) }
    }
}
