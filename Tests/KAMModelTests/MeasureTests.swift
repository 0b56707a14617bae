import Foundation
import KAMModel
import Testing

@Suite("Measures")
struct MeasureTests {
    @Test(
        "a currency has the decimals of ISO 4217",
        arguments: [
            ("USD", 2, 100), ("EUR", 2, 100), ("jpy", 0, 1), ("KRW", 0, 1), ("VND", 0, 1), ("KWD", 3, 1000),
            ("TND", 3, 1000),
        ])
    func currencies(_ code: String, _ digits: Int, _ units: Int64) throws {
        let currency = try #require(Currency(code))
        #expect(currency.minorDigits == digits)
        #expect(currency.minorUnits == units)
        #expect(currency.code == code.uppercased())
    }

    @Test("what is no currency code is refused", arguments: ["", "US", "USDT", "U5D", "€UR", "ＵＳＤ", "US "])
    func noCurrency(_ code: String) {
        #expect(Currency(code) == nil)
    }

    @Test("money rounds half away from zero to the smallest unit, of whatever sign")
    func rounding() throws {
        let (usd, jpy, kwd) = (
            try #require(Currency("USD")), try #require(Currency("JPY")), try #require(Currency("KWD"))
        )
        let cases: [(Double, Currency, Int64)] = [
            (1.125, usd, 113), (-1.125, usd, -113), (1.124, usd, 112), (0.5, jpy, 1), (-0.5, jpy, -1), (2.5, jpy, 3),
            (1.0625, kwd, 1063), (0, usd, 0), (1100.04, usd, 110_004), (9e16, jpy, 90_000_000_000_000_000),
        ]
        for (amount, currency, minor) in cases {
            #expect(Money(amount, currency).minor == minor, "\(amount) \(currency)")
        }
    }

    @Test("an amount of cents survives the way over whole units")
    func moneyRoundTrip() throws {
        var random = SplitMix64(seed: 7)
        for code in ["USD", "JPY", "KWD"] {
            let currency = try #require(Currency(code))
            for _ in 0..<2000 {
                let minor = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
                let money = Money(minor: minor, currency: currency)
                #expect(Money(money.amount, currency) == money)
            }
        }
    }

    @Test("ids, days, quarters, currencies and hours are plain values in JSON, and are read again")
    func coding() throws {
        struct Document: Codable, Equatable {
            let account: ID<Account>
            let day: Day
            let quarter: Quarter
            let currency: Currency
            let hours: Hours
            let shares: [ID<Stage>: Double]
        }
        let document = Document(
            account: ID("001 \"é\" 株"), day: try #require(Day("2018-03-31")), quarter: try #require(Quarter("2018Q1")),
            currency: try #require(Currency("JPY")), hours: Hours(12.5), shares: [ID("closing"): 0.5])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(document)
        #expect(
            String(decoding: data, as: UTF8.self)
                == #"{"account":"001 \"é\" 株","currency":"JPY","day":"2018-03-31","hours":12.5,"quarter":"2018Q1","#
                + #""shares":{"closing":0.5}}"#)
        #expect(try JSONDecoder().decode(Document.self, from: data) == document)
    }

    @Test("text that is no day, quarter or currency is refused in JSON too")
    func codingRefusals() {
        let decoder = JSONDecoder()
        #expect(throws: DecodingError.self) { try decoder.decode([Day].self, from: Data(#"["2018-02-30"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try decoder.decode([Quarter].self, from: Data(#"["2018Q5"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try decoder.decode([Currency].self, from: Data(#"["yén"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try decoder.decode([ID<Account>].self, from: Data("[1]".utf8)) }
    }

    @Test("hours are written to a thousandth")
    func hours() throws {
        #expect(try String(decoding: JSONEncoder().encode([Hours(1.0 / 3)]), as: UTF8.self) == "[0.333]")
        #expect(Hours(1.25) + Hours(2) - Hours(0.25) * 2 == Hours(2.75))
        #expect(Hours(12.34).description == "12.3 h")
    }

    @Test("ids of one text are one id and are ordered by text")
    func ids() {
        #expect(ID<Account>("a") == ID<Account>("a"))
        #expect([ID<Account>("b"), ID("B"), ID("a")].sorted().map(\.raw) == ["B", "a", "b"])
    }

    @Test("severities are ordered from note to error")
    func severities() {
        #expect(Diagnostic.Severity.allCases.sorted() == [.note, .warning, .error])
    }

    @Test("a membership that touches a range is found, the most recent of several")
    func memberships() {
        func range(_ start: Int, _ end: Int?) -> DayRange {
            DayRange(start: Day(ordinal: start), end: end.map { Day(ordinal: $0) })
        }
        let member = Member(
            id: ID("m"), name: "M",
            memberships: [
                Membership(team: ID("a"), role: "", region: nil, valid: range(0, 10)),
                Membership(team: ID("b"), role: "", region: nil, valid: range(10, nil)),
            ], weeklyHours: Hours(40), employment: range(0, nil))
        #expect(member.membership(on: Day(ordinal: 9))?.team == ID("a"))
        #expect(member.membership(on: Day(ordinal: 10))?.team == ID("b"))
        #expect(member.membership(on: Day(ordinal: -1)) == nil)
        #expect(member.membership(during: range(5, 15))?.team == ID("b"))
        #expect(member.membership(during: range(5, 10))?.team == ID("a"))
        #expect(member.membership(during: range(-5, 0)) == nil)
    }
}
