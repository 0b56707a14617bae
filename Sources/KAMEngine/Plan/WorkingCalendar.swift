public import KAMModel

/// The hours a member has in a range of days.
///
/// Hours are counted weekday by weekday: a fifth of the contracted week on each Monday to Friday on which the member is
/// employed and neither on leave nor on a holiday, times the speed that a new member has reached that day, less the
/// share that administration takes. Rounding never happens, so half days and short weeks count for what they are.
public struct WorkingCalendar: Sendable {
    private let policy: CapacityPolicy

    /// Makes a calendar by the rules of a policy.
    public init(_ policy: CapacityPolicy) {
        self.policy = policy
    }

    /// The hours a member has from `start` up to, not including, `end`.
    ///
    /// - Complexity: O(*days* × *leave*).
    public func capacity(of member: Member, from start: Day, to end: Day) -> Hours {
        let daily = member.weeklyHours.value / 5 * (1 - policy.administrativeShare)
        var total = 0.0
        for ordinal in start.ordinal..<max(start.ordinal, end.ordinal) {
            let day = Day(ordinal: ordinal)
            guard isWorking(member, on: day) else { continue }
            total += daily * speed(of: member, on: day)
        }
        return Hours(total)
    }

    private func isWorking(_ member: Member, on day: Day) -> Bool {
        day.weekday <= 5 && member.employment.contains(day) && !policy.holidays.contains(day)
            && !member.leave.contains { $0.contains(day) }
    }

    /// The share of full speed that a member has reached, from the ramp's start up to 1.
    private func speed(of member: Member, on day: Day) -> Double {
        let rampDays = policy.rampWeeks * 7
        let served = Double(day.ordinal - member.employment.start.ordinal)
        guard rampDays > 0, served < rampDays else { return 1 }
        return policy.rampStart + (1 - policy.rampStart) * served / rampDays
    }
}
