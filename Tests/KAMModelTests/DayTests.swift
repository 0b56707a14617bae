import KAMModel
import Testing

@Suite("Days")
struct DayTests {
    /// Counts the days from 1900 to 2200 one by one, by the rule of leap years alone.
    private struct Calendar: Sequence, IteratorProtocol {
        private var year = 1900
        private var month = 1
        private var day = 0

        mutating func next() -> (year: Int, month: Int, day: Int)? {
            day += 1
            if day > length { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            return year > 2200 ? nil : (year, month, day)
        }

        private var length: Int {
            if month == 2 {
                let isLeap = year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100))
                return isLeap ? 29 : 28
            }
            return [4, 6, 9, 11].contains(month) ? 30 : 31
        }
    }

    @Test("every day from 1900 to 2200 is found by its date and found again, one after the other, and so its weekday")
    func roundTrips() throws {
        // 1 January 1900 was a Monday, 25,567 days before 1970.
        var ordinal = -25_567
        var wrong = 0
        for (year, month, date) in Calendar() {
            let day = try #require(Day(year: year, month: month, day: date))
            let civil = day.civil
            let weekday = (ordinal + 25_567) % 7 + 1
            if day.ordinal != ordinal || civil != (year, month, date) || day.weekday != weekday
                || Day(day.description) != day
            {
                wrong += 1
            }
            ordinal += 1
        }
        #expect(wrong == 0)
        #expect(ordinal == 84_371, "the days of 301 years were counted")
    }

    @Test("known days have their known weekdays")
    func weekdays() {
        let known = [
            (Day(year: 1970, month: 1, day: 1), 4), (Day(year: 2000, month: 2, day: 29), 2),
            (Day(year: 2018, month: 1, day: 1), 1), (Day(year: 1969, month: 12, day: 28), 7),
            (Day(year: 1, month: 1, day: 1), 1), (Day(year: 9999, month: 12, day: 31), 5),
        ]
        for (day, weekday) in known { #expect(day?.weekday == weekday, "\(day.debugDescription)") }
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "2018-02-29", "1900-02-29", "2018-00-10", "2018-13-01", "2018-04-31", "2018-01-00", "0000-01-01",
            "18-01-01",
            "2018-1-01", "2018-01-1", "2018/01/01", "2018-01-01 ", "2018-01-01-", "-018-01-01", "2018-+1-01", "",
            "２018-01-01",
        ])
    func refusals(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test("days are written with leading zeros and ordered in time")
    func writing() throws {
        let early = try #require(Day(year: 33, month: 4, day: 3))
        #expect(early.description == "0033-04-03")
        #expect(early < early.advanced(by: 1))
        #expect(early.advanced(by: 28).advanced(by: -28) == early)
    }

    @Test("a range has its first day and not its end, and open ranges go on")
    func ranges() throws {
        let day = Day(ordinal: 100)
        let short = DayRange(start: day, end: day.advanced(by: 2))
        #expect([-1, 0, 1, 2].map { short.contains(day.advanced(by: $0)) } == [false, true, true, false])
        #expect(DayRange(start: day, end: nil).contains(Day(ordinal: 1_000_000)))
        #expect(!DayRange(start: day, end: day).contains(day))
    }

    @Test("two ranges overlap exactly when some day is in both")
    func overlaps() {
        let ends: [Int?] = [nil] + (0...6).map { $0 }
        let ranges = (0...5).flatMap { start in
            ends.filter { $0 ?? 99 > start }.map { end in
                DayRange(start: Day(ordinal: start), end: end.map { Day(ordinal: $0) })
            }
        }
        for left in ranges {
            for right in ranges {
                let shares = (0...20).contains { left.contains(Day(ordinal: $0)) && right.contains(Day(ordinal: $0)) }
                #expect(left.overlaps(right) == shares, "\(left) \(right)")
                #expect(right.overlaps(left) == shares)
            }
        }
    }
}
