internal import KAMModel

/// Numbers and names as a planner reads them.
enum Wording {
    /// A number rounded to a whole one, with thousands apart, as `-12,300`.
    static func number(_ value: Double) -> String {
        let rounded = value.rounded()
        guard rounded.isFinite, abs(rounded) < 9e18 else { return "\(value)" }
        var digits = Array(String(abs(Int64(rounded))))
        for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: position) }
        return (rounded < 0 ? "-" : "") + String(digits)
    }

    /// An amount with its currency, as `USD 12,300`.
    static func money(_ value: Double, _ currency: Currency) -> String { "\(currency.code) \(number(value))" }

    /// An amount as Japanese writes it: `12,300円` where it is yen.
    static func moneyJa(_ value: Double, _ currency: Currency) -> String {
        currency.code == "JPY" ? "\(number(value))円" : money(value, currency)
    }

    /// A number to one decimal, without one when it is whole.
    static func decimal(_ value: Double) -> String {
        let text = tenths(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A merit, always to one decimal, as `62.0`.
    static func merit(_ value: Double) -> String { tenths(value) }

    /// A number to one decimal, with thousands apart.
    private static func tenths(_ value: Double) -> String {
        let scaled = (abs(value) * 10).rounded()
        guard scaled.isFinite, scaled < 9e18 else { return "\(value)" }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return "\(sign)\(number((scaled / 10).rounded(.down))).\(Int64(scaled) % 10)"
    }

    /// Hours, as `12.5 h`.
    static func hours(_ value: Double) -> String { "\(decimal(value)) h" }

    /// A share: to a tenth below ten in a hundred, whole above, as `6.5 %` and `62 %`; less than a twentieth as `<0.1 %`.
    static func percent(_ share: Double) -> String {
        guard share == 0 || abs(share) >= 0.0005 else { return "<0.1 %" }
        return "\(digits(share, like: share)) %"
    }

    /// A share with its interval, all three with the digits that the share has, as `62 % (58 to 66 %)`.
    static func percent(_ share: Double, low: Double, high: Double, to word: String) -> String {
        let (least, greatest) = (digits(low, like: share), digits(high, like: share))
        return "\(digits(share, like: share)) % (\(least)\(word)\(greatest) %)"
    }

    private static func digits(_ share: Double, like other: Double) -> String {
        other != 0 && abs(other) < 0.0995 ? tenths(share * 100) : number(share * 100)
    }

    /// A count with its noun, as `1 account` and `3 accounts`.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// Names in a row, as `a, b and c`; beyond `most` the rest is counted.
    static func list(_ names: [String], most: Int = .max, rest: (Int) -> String = { "\($0) more" }) -> String {
        var shown = Array(names.prefix(most))
        if names.count > most { shown.append(rest(names.count - most)) }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Names in a row in Japanese, as `a、b、c`; beyond `most` the rest is counted.
    static func listJa(_ names: [String], most: Int = .max, rest: (Int) -> String = { "ほか\($0)件" }) -> String {
        names.count > most
            ? names.prefix(most).joined(separator: "、") + "、" + rest(names.count - most) : names.joined(separator: "、")
    }
}
