internal import KAMModel

/// A rule or a fact by which a member may not take a duty.
enum Obstacle: Hashable, Sendable {
    /// It can take nothing.
    case absent(Roster.Absence)
    /// Its team does not do such work.
    case otherTeam
    /// It does not fit in a respect that the policy requires.
    case unfit(Respect)
    /// A rule forbids it.
    case forbidden
    /// A rule gives the duty to somebody else.
    case pinned(Int)
    /// It leads cells only of accounts that it may answer for.
    case mayNotAnswer
    /// Others suit better, and the duty is offered to so many only.
    case notOffered(Int)
}

extension Fitting {
    /// Everything that keeps a member from a duty; empty where it may.
    func obstacles(_ member: Int, _ duty: Duty, isOffered: Bool) -> [Obstacle] {
        if isOffered { return [] }
        var found: [Obstacle] = []
        if let absence = roster.entries[member].absence { found.append(.absent(absence)) }
        if !serves(member, duty), duty.pin == nil || duty.pin == member { found.append(.otherTeam) }
        for respect in Respect.allCases where rule(respect, duty) == .require {
            if !traits.fits(member, duty.account, respect) { found.append(.unfit(respect)) }
        }
        if duty.forbidden.contains(member) { found.append(.forbidden) }
        if let pin = duty.pin, pin != member { found.append(.pinned(pin)) }
        if found.isEmpty, duty.stage != nil, policy.assignment.kamLeads, roster.entries[member].isKAM {
            found.append(.mayNotAnswer)
        }
        if found.isEmpty { found.append(.notOffered(policy.assignment.candidates)) }
        return found
    }
}
