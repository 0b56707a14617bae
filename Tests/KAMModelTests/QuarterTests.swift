import KAMModel
import Testing

@Suite("Quarters")
struct QuarterTests {
    @Test(
        "the quarters of every fiscal year tile time, and each day is in the quarter that has it",
        arguments: 1...12, [FiscalCalendar.Naming.start, .end])
    func tiling(_ firstMonth: Int, _ naming: FiscalCalendar.Naming) throws {
        let calendar = FiscalCalendar(firstMonth: firstMonth, naming: naming)
        var quarter = try #require(Quarter(year: 1999, number: 1))
        var expected = calendar.days(of: quarter).start
        for _ in 0..<16 {
            let days = calendar.days(of: quarter)
            #expect(days.start == expected, "\(quarter)")
            #expect((89...92).contains(days.end.ordinal - days.start.ordinal))
            #expect(days.start.civil.day == 1)
            let wrong = (days.start.ordinal..<days.end.ordinal).count {
                calendar.quarter(of: Day(ordinal: $0)) != quarter
            }
            #expect(wrong == 0)
            expected = days.end
            quarter = try #require(quarter.next)
        }
    }

    @Test(
        "a fiscal year is named by the calendar year it starts or ends in",
        arguments: 1...12, [FiscalCalendar.Naming.start, .end])
    func naming(_ firstMonth: Int, _ naming: FiscalCalendar.Naming) throws {
        let calendar = FiscalCalendar(firstMonth: firstMonth, naming: naming)
        let first = try #require(Quarter(year: 2018, number: 1))
        let last = try #require(Quarter(year: 2018, number: 4))
        let start = calendar.days(of: first).start
        let final = calendar.days(of: last).end.advanced(by: -1)
        #expect(start.civil.month == firstMonth)
        #expect((naming == .start ? start : final).civil.year == 2018)
    }

    @Test("known quarters have their known days")
    func known() throws {
        let first = try #require(Quarter("2018Q1"))
        let calendarYear = FiscalCalendar().days(of: first)
        #expect(calendarYear.start.description == "2018-01-01")
        #expect(calendarYear.end.description == "2018-04-01")
        let japan = FiscalCalendar(firstMonth: 4).days(of: try #require(Quarter("2018Q4")))
        #expect(japan.start.description == "2019-01-01")
        let october = FiscalCalendar(firstMonth: 10, naming: .end).days(of: first)
        #expect(october.start.description == "2017-10-01")
    }

    @Test("a quarter is read as it is written", arguments: ["2018Q1", "0001Q4", "9998Q2"])
    func reading(_ text: String) throws {
        let quarter = try #require(Quarter(text))
        #expect(Quarter(quarter.description) == quarter)
    }

    @Test(
        "what is no quarter is refused",
        arguments: [
            "", "2018", "2018Q", "2018Q0", "2018Q5", "2018q1", "18Q1", "2018Q11", "Q12018", "2018Q1Q", "0000Q1",
            "9999Q1",
            " 2018Q1", "2018 Q1", "-018Q1", "+018Q1", "2018Q+1", "2018Q１",
        ])
    func refusals(_ text: String) {
        #expect(Quarter(text) == nil)
    }

    @Test("before and after are each other's inverse, in the order of time")
    func neighbours() throws {
        var quarter = try #require(Quarter("2016Q1"))
        for _ in 0..<12 {
            let next = try #require(quarter.next)
            #expect(next.previous == quarter)
            #expect(quarter < next)
            quarter = next
        }
        #expect(quarter.description == "2019Q1")
        #expect(Quarter("0001Q1")?.previous == nil)
        #expect(Quarter("9998Q4")?.next == nil)
    }
}
