import KAMEngine
import KAMModel
import Testing

@Suite("Working calendar")
struct WorkingCalendarTests {
    private static let monday = Day(year: 2018, month: 1, day: 1) ?? Day(ordinal: 0)

    private func day(_ offset: Int) -> Day { Self.monday.advanced(by: offset) }

    private func member(
        hours: Double = 40, from start: Int = -3650, to end: Int? = nil, leave: [Range<Int>] = []
    ) -> Member {
        Member(
            id: ID("m"), name: "M", memberships: [], weeklyHours: Hours(hours),
            employment: DayRange(start: day(start), end: end.map(day)),
            leave: leave.map { DayRange(start: day($0.lowerBound), end: day($0.upperBound)) })
    }

    private func hours(
        _ member: Member, _ range: Range<Int> = 0..<91, administration: Double = 0, ramp: Double = 0,
        rampStart: Double = 0, holidays: [Int] = []
    ) -> Double {
        let policy = CapacityPolicy(
            administrativeShare: administration, rampWeeks: ramp, rampStart: rampStart, holidays: Set(holidays.map(day))
        )
        return WorkingCalendar(policy).capacity(of: member, from: day(range.lowerBound), to: day(range.upperBound))
            .value
    }

    private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 1e-9 * max(1, abs(right)) }

    @Test("13 weeks of 40 hours are 520 hours, less administration")
    func plain() {
        #expect(isClose(hours(member()), 520))
        #expect(isClose(hours(member(), administration: 0.2), 416))
        #expect(isClose(hours(member(hours: 24)), 312))
        #expect(hours(member(), 5..<7) == 0)
        #expect(hours(member(), 10..<10) == 0)
        let calendar = WorkingCalendar(CapacityPolicy(administrativeShare: 0, rampWeeks: 0, rampStart: 0))
        #expect(calendar.capacity(of: member(), from: day(10), to: day(3)) == .zero)
    }

    @Test("leave, holidays, and days before joining and after leaving give no hours")
    func absences() {
        #expect(isClose(hours(member(leave: [14..<42])), 360))
        #expect(isClose(hours(member(leave: [12..<14])), 520), "a weekend of leave costs nothing")
        #expect(isClose(hours(member(), holidays: [0, 1, 5]), 504))
        #expect(isClose(hours(member(leave: [0..<2]), holidays: [0, 1]), 504), "a holiday during leave counts once")
        #expect(isClose(hours(member(to: 7)), 40))
        #expect(isClose(hours(member(from: 84)), 40))
        #expect(hours(member(from: 91)) == 0)
        #expect(hours(member(to: 0)) == 0)
    }

    @Test("a new member's speed rises evenly from the ramp's start to full")
    func ramp() {
        let new = member(from: 0)
        #expect(isClose(hours(new, 0..<1, ramp: 10, rampStart: 0.25), 2))
        #expect(isClose(hours(new, 35..<36, ramp: 10, rampStart: 0.25), 8 * 0.625))
        #expect(isClose(hours(new, 70..<71, ramp: 10, rampStart: 0.25), 8))
        #expect(isClose(hours(new, 0..<91, ramp: 13, rampStart: 1), 520))
    }

    @Test("thousands of members have the hours that counting day by day gives")
    func reference() {
        var random = SplitMix64(seed: 20_180_101)
        var wrong = 0
        for _ in 0..<3000 {
            let start = Int.random(in: -200...100, using: &random)
            let end = Bool.random(using: &random) ? start + Int.random(in: 1...300, using: &random) : nil
            var leave: [Range<Int>] = []
            var next = -20
            while next < 110, Bool.random(using: &random) {
                let first = next + Int.random(in: 0...30, using: &random)
                leave.append(first..<first + Int.random(in: 1...25, using: &random))
                next = leave[leave.count - 1].upperBound
            }
            let weekly = Double(Int.random(in: 1...48, using: &random))
            let person = member(hours: weekly, from: start, to: end, leave: leave)
            let holidays = (0..<3).map { _ in Int.random(in: -5...95, using: &random) }
            let weeks = Double(Int.random(in: 0...20, using: &random))
            let range = Int.random(in: -10...50, using: &random)..<Int.random(in: 51...100, using: &random)
            var expected = 0.0
            for offset in range {
                // Day 0 is a Monday.
                let weekday = (offset % 7 + 7) % 7
                if weekday >= 5 || offset < start || end.map({ offset >= $0 }) == true { continue }
                if holidays.contains(offset) || leave.contains(where: { $0.contains(offset) }) { continue }
                let served = Double(offset - start) / 7
                expected += weekly / 5 * 0.8 * (served < weeks ? 0.25 + 0.75 * served / weeks : 1)
            }
            let found = hours(person, range, administration: 0.2, ramp: weeks, rampStart: 0.25, holidays: holidays)
            if !isClose(found, expected) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("the hours of adjacent ranges add up to those of the whole, wherever it is cut")
    func additive() {
        let person = member(hours: 37, from: -20, to: 80, leave: [3..<9, 40..<44])
        func part(_ range: Range<Int>) -> Double {
            hours(person, range, administration: 0.15, ramp: 9, rampStart: 0.3, holidays: [1, 50])
        }
        let whole = part(-30..<120)
        for cut in -30...120 { #expect(isClose(part(-30..<cut) + part(cut..<120), whole)) }
    }
}
