import KAMModel

/// The members who take part in a quarter, and how each splits the hours today.
///
/// A member of a team that leads several stages is taken to split the hours by the work of these stages. A Key Account
/// Manager has the stages at which the team is proficient, serves key accounts only, and has what leading the key
/// accounts leaves. Hours moved to a stage that the team does not lead lose the policy's share to learning.
struct RebalanceHands {
    private struct Hand {
        let member: Member
        let team: Team
        let capacity: Double
    }

    private let policy: Policy
    private let classes: [CustomerClass]
    private let hands: [Hand]
    private let leftOut: [String: Int]

    init(_ snapshot: Snapshot, policy: Policy, quarter: Quarter, classes: [CustomerClass]) {
        self.policy = policy
        self.classes = classes
        let days = policy.calendar.days(of: quarter)
        let calendar = WorkingCalendar(policy.capacity)
        var hands: [Hand] = []
        var leftOut: [String: Int] = [:]
        for member in snapshot.members {
            let capacity = calendar.capacity(of: member, from: days.start, to: days.end).value
            guard capacity > 0 else { continue }
            let membership = member.membership(during: DayRange(start: days.start, end: days.end))
            let team = membership.flatMap { policy.team($0.team) }
            let skills = team.flatMap { policy.allocation.proficiency[$0.id] } ?? [:]
            if let team, policy.stages.contains(where: { (skills[$0.id] ?? 0) > 0 }) {
                hands.append(Hand(member: member, team: team, capacity: capacity))
            } else {
                leftOut[membership.map { "team \($0.team)" } ?? "no team", default: 0] += 1
            }
        }
        self.hands = hands
        self.leftOut = leftOut
    }

    var memberIDs: [ID<Member>] { hands.map(\.member.id) }

    /// The members, when leading the key accounts takes so many hours of Key Account Managers.
    func members(leadHours: Double) -> [AllocationMember] {
        let free = 1 - leadShare(leadHours)
        return hands.map { hand in
            let capacity = hand.team.managesKeyAccounts ? hand.capacity * free : hand.capacity
            let skills = policy.allocation.proficiency[hand.team.id] ?? [:]
            let proficiency = policy.stages.map { skills[$0.id] ?? 0 }
            let own = zip(policy.stages, proficiency).map { stage, skill in
                skill > 0 && (hand.team.managesKeyAccounts || stage.teams.contains(hand.team.id))
            }
            return AllocationMember(
                proficiency: proficiency,
                baseline: split(capacity, own: own, keyOnly: hand.team.managesKeyAccounts),
                learningLoss: own.map { $0 ? 0 : policy.allocation.learningLoss }, capacity: capacity,
                movableShare: policy.allocation.maximumMovedShare, moveCost: policy.allocation.moveCost,
                servesKeyOnly: hand.team.managesKeyAccounts)
        }
    }

    /// The share of all hours of Key Account Managers that leading the key accounts takes, at most all.
    private func leadShare(_ leadHours: Double) -> Double {
        let all = hands.filter(\.team.managesKeyAccounts).reduce(0) { $0 + $1.capacity }
        return all > 0 ? min(1, leadHours / all) : 0
    }

    /// Hours by the work of the member's own stages; none where these have no work.
    private func split(_ capacity: Double, own: [Bool], keyOnly: Bool) -> [Double] {
        let work = own.enumerated().map { stage, isOwn in
            isOwn ? classes.reduce(0) { $0 + (keyOnly && !$1.isKey ? 0 : $1.demand[stage]) } : 0
        }
        let total = work.reduce(0, +)
        return work.map { total > 0 ? capacity * ($0 / total) : 0 }
    }

    /// What the members' hours rest on, in words.
    func assumptions(leadHours: Double) -> [String] {
        var found = ["Members are taken to split their hours over the stages of their team by the work there."]
        let share = leadShare(leadHours)
        if share > 0 {
            found.append(
                "Leading the key accounts takes \(Wording.percent(share)) of the hours of Key Account Managers."
            )
        }
        for (who, count) in leftOut.sorted(by: { $0.key < $1.key }) {
            found.append("\(count) of \(who) take no part: the policy gives them no proficiency at any stage.")
        }
        return found
    }
}
