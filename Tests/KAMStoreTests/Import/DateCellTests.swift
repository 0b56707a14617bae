import KAMModel
import Testing

@testable import KAMStore

@Suite("Dates in cells")
struct DateCellTests {
    private func read(_ text: String, _ order: DateOrder = .ymd) -> DateCell? {
        let bytes = Array(text.utf8)
        return DateCell.parse(bytes.span, order: order)
    }

    @Test(
        "every way of writing a day is read",
        arguments: [
            ("2017-12-31", DateOrder.ymd, "2017-12-31", 0), ("2017/12/31", .dmy, "2017-12-31", 0),
            ("2017.1.5", .mdy, "2017-01-05", 0), ("20171231", .ymd, "2017-12-31", 0),
            ("2017年12月31日", .ymd, "2017-12-31", 0), ("２０１７/１２/３１", .ymd, "2017-12-31", 0),
            ("31/12/2017", .dmy, "2017-12-31", 0), ("12/31/2017", .mdy, "2017-12-31", 0),
            ("31.12.2017", .dmy, "2017-12-31", 0), ("3/4/17", .dmy, "2017-04-03", 0), ("3/4/17", .mdy, "2017-03-04", 0),
            ("1/2/69", .dmy, "1969-02-01", 0), ("1/2/68", .dmy, "2068-02-01", 0),
            ("31 Dec 2017", .ymd, "2017-12-31", 0), ("31-Dec-17", .ymd, "2017-12-31", 0),
            ("December 31, 2017", .ymd, "2017-12-31", 0), ("2018-12-19 19:51:13", .ymd, "2018-12-19", 71_473),
            ("2018-12-19T19:51:13.000+0000", .ymd, "2018-12-19", 71_473),
            ("2018-12-19T19:51:13Z", .ymd, "2018-12-19", 71_473), ("2018-12-19 00:00:00", .ymd, "2018-12-19", 0),
            ("12/19/2018 7:51 PM", .mdy, "2018-12-19", 71_460), ("12/19/2018, 12:00 am", .mdy, "2018-12-19", 0),
            ("2018-12-19 19:51:13 UTC", .ymd, "2018-12-19", 71_473),
            ("2018-12-19 19:51:13+09:00", .ymd, "2018-12-19", 71_473), ("2018/12/19 9時5分", .ymd, "2018-12-19", 32_700),
            ("2016-02-29", .ymd, "2016-02-29", 0),
        ] as [(String, DateOrder, String, Int)])
    func readsDate(text: String, order: DateOrder, day: String, second: Int) throws {
        let date = try #require(read(text, order), "'\(text)' is not read")
        #expect(date.day == Day(day))
        #expect(date.second == second)
    }

    @Test(
        "what is no day in the given order is none",
        arguments: [
            ("31/12/2017", DateOrder.ymd), ("31/12/2017", .mdy), ("12/31/2017", .dmy), ("2017-02-29", .ymd),
            ("2017-13-01", .ymd), ("43453", .ymd), ("soon", .ymd), ("", .ymd), ("2017-12-31x", .ymd), ("2017-12", .ymd),
            ("2018-12-19 25:00", .ymd), ("2018-12-19 13:00 PM", .ymd), ("1/2/117", .dmy), ("2017-00-10", .ymd),
        ])
    func refusesDate(text: String, order: DateOrder) {
        #expect(read(text, order) == nil, "'\(text)' is read")
    }

    @Test("what is written is what is read, for thousands of days in each order")
    func roundTrip() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<3000 {
            let day = Day(ordinal: Int.random(in: -20_000...60_000, using: &random))
            let (year, month, number) = day.civil
            #expect(read("\(day)")?.day == day)
            #expect(read("\(number)/\(month)/\(year)", .dmy)?.day == day)
            #expect(read("\(month)/\(number)/\(year)", .mdy)?.day == day)
            #expect(read("\(year)年\(month)月\(number)日")?.day == day)
        }
    }

    @Test("ranges have inclusive ends, and know the days they hold twice")
    func ranges() throws {
        let cell = try #require(RangesCell.parse("2018-02-05/2018-02-16; 2018-02-10/2018-02-20", order: .ymd))
        #expect(cell.multirange == "{[2018-02-05,2018-02-17),[2018-02-10,2018-02-21)}")
        #expect(cell.overlap == 7)
        #expect(RangesCell.parse("2018-02-05", order: .ymd)?.multirange == "{[2018-02-05,2018-02-06)}")
        #expect(RangesCell.parse("5/2/2018..16/2/2018", order: .dmy)?.multirange == "{[2018-02-05,2018-02-17)}")
        #expect(RangesCell.parse("2018-02-16/2018-02-05", order: .ymd) == nil)
        #expect(RangesCell.parse("spring", order: .ymd) == nil)
    }

    @Test("no cell, however odd, does more than not being read")
    func oddCells() throws {
        var random = SeededGenerator(seed: 5)
        let alphabet = Array("0123456789999-/.:,'()$ ETeZ+%;年月日分¥円▲−９\u{0}\u{FFFD}abcUSD".unicodeScalars)
        let home = try #require(Currency("JPY"))
        var read = 0
        for _ in 0..<60_000 {
            let count = Int.random(in: 0...24, using: &random)
            let scalars = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let text = String(String.UnicodeScalarView(scalars))
            let bytes = Array(text.utf8)
            for order in [DateOrder.ymd, .dmy, .mdy] where DateCell.parse(bytes.span, order: order) != nil { read += 1 }
            for mark in [DecimalMark.point, .comma] {
                let amount = AmountCell.parse(bytes.span, mark: mark, home: home)
                _ = (amount?.whole, amount?.value, amount?.minorUnits(digits: 3, times: 1_000_000))
            }
            _ = (RangesCell.parse(text, order: .dmy)?.overlap, NameKey.company(text), NameKey.column(text))
        }
        #expect(read > 0)
    }
}
