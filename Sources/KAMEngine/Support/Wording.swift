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

    /// An amount with its currency, as `12,300 USD`.
    static func money(_ value: Double, _ currency: Currency) -> String { "\(number(value)) \(currency.code)" }

    /// A number to one decimal, without one when it is whole.
    static func decimal(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? number(tenths) : "\(tenths)"
    }

    /// Hours, as `12.5 h`.
    static func hours(_ value: Double) -> String { "\(decimal(value)) h" }

    /// A share, as `62.5 %`; below one in a hundred to two decimals, as `0.05 %`.
    static func percent(_ share: Double) -> String {
        let hundredths = (share * 10_000).rounded()
        let isSmall = hundredths != 0 && abs(hundredths) < 100
        return isSmall ? "\(hundredths / 100) %" : "\(decimal(share * 100)) %"
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
