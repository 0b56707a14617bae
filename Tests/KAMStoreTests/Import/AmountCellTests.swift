import KAMModel
import Testing

@testable import KAMStore

@Suite("Amounts in cells")
struct AmountCellTests {
    private let dollars = Currency("USD")
    private let yen = Currency("JPY")

    private func read(_ text: String, _ mark: DecimalMark = .point, home: String = "USD") throws -> AmountCell? {
        let bytes = Array(text.utf8)
        return AmountCell.parse(bytes.span, mark: mark, home: try #require(Currency(home)))
    }

    @Test(
        "every way of writing an amount is read",
        arguments: [
            ("0", DecimalMark.point, 0, nil), ("1234", .point, 123_400, nil), ("1,234.56", .point, 123_456, nil),
            ("$1,234,567", .point, 123_456_700, "USD"), ("-5", .point, -500, nil), ("5-", .point, -500, nil),
            ("(1,234)", .point, -123_400, nil), ("($1,234.50)", .point, -123_450, "USD"),
            ("1.234.567,00 €", .comma, 123_456_700, "EUR"), ("€ 1.234,5", .comma, 123_450, "EUR"),
            ("1 234,56", .comma, 123_456, nil), ("1\u{A0}234,56", .comma, 123_456, nil),
            ("1'234.50", .point, 123_450, nil), ("1’234.50 CHF", .point, 123_450, "CHF"),
            ("USD 12", .point, 1200, "USD"), ("12 eur", .point, 1200, "EUR"), ("A$ 3", .point, 300, "AUD"),
            ("12,34,567", .point, 123_456_700, nil), ("1.2E+05", .point, 12_000_000, nil),
            ("１，２３４．５６", .point, 123_456, nil), ("▲1,234", .point, -123_400, nil), ("−7", .point, -700, nil),
            (".5", .point, 50, nil), ("5.", .point, 500, nil), ("0.005", .point, 1, nil), ("-0.005", .point, -1, nil),
        ] as [(String, DecimalMark, Int64, String?)])
    func readsAmount(text: String, mark: DecimalMark, cents: Int64, currency: String?) throws {
        let amount = try #require(try read(text, mark), "'\(text)' is not read")
        #expect(amount.minorUnits(digits: 2) == cents)
        #expect(amount.currency == currency)
    }

    @Test(
        "a mark where none can be makes a cell no amount, instead of another number",
        arguments: [
            ("1,5", DecimalMark.point), ("1,23,4", .point), ("1.5", .comma), ("1.234.5", .comma), ("1,2,3", .point),
            ("12,3456", .point), ("1,234,", .point), ("abc", .point), ("", .point), ("$", .point), ("1 2", .point),
            ("1-2", .point), ("12USDX", .point), ("$1 €", .point), ("1.2.3", .point), ("9999999999999999999", .point),
            ("=1+1", .point), ("(5", .point), ("1,234.5,6", .point),
        ])
    func refusesAmount(text: String, mark: DecimalMark) throws {
        #expect(try read(text, mark) == nil, "'\(text)' is read")
    }

    @Test("the sign of a currency means the one at home where that is written so too")
    func homeCurrency() throws {
        #expect(try read("$5", home: "CAD")?.currency == "CAD")
        #expect(try read("$5", home: "JPY")?.currency == "USD")
        #expect(try read("¥5", home: "CNY")?.currency == "CNY")
        #expect(try read("￥1,234", home: "USD")?.currency == "JPY")
        #expect(try read("1,234円", home: "JPY")?.minorUnits(digits: 0) == 1234)
    }

    @Test("what is written is what is read, for thousands of amounts in both notations")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<4000 {
            let cents =
                Int64.random(in: -10_000_000_000...10_000_000_000, using: &random)
                >> Int64.random(in: 0...30, using: &random)
            for mark in [DecimalMark.point, .comma] {
                let text = write(cents, mark, isGrouped: Bool.random(using: &random))
                #expect(try read(text, mark)?.minorUnits(digits: 2) == cents, "'\(text)'")
            }
        }
    }

    @Test("an amount too large to hold is no amount")
    func overflow() throws {
        let amount = try #require(try read("900000000000000000"))
        #expect(amount.minorUnits(digits: 2) == nil)
        #expect(amount.minorUnits(digits: 0, times: 1_000_000) == nil)
    }

    private func write(_ cents: Int64, _ mark: DecimalMark, isGrouped: Bool) -> String {
        let whole = String(cents.magnitude / 100)
        var digits = ""
        for (index, digit) in whole.enumerated() {
            if isGrouped, index > 0, (whole.count - index) % 3 == 0 { digits += mark == .point ? "," : "." }
            digits.append(digit)
        }
        let parts = cents.magnitude % 100
        let decimals = (mark == .point ? "." : ",") + (parts < 10 ? "0" : "") + String(parts)
        return (cents < 0 ? "-" : "") + digits + decimals
    }
}

/// A seeded generator of random numbers (Steele, Lea & Flood 2014, SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
