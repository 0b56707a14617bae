/// Numbers and names of a matrix as a planner reads them.
enum AssignmentWords {
    /// A number rounded to a whole one, with thousands apart, as `12,300`.
    static func number(_ value: Double) -> String {
        let rounded = value.rounded()
        guard rounded.isFinite, abs(rounded) < 9e18 else { return "\(value)" }
        var digits = Array(String(abs(Int64(rounded))))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (rounded < 0 ? "-" : "") + String(digits)
    }

    /// Hours to a tenth, as `12.5 h` and `12 h`.
    static func hours(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(number(tenths)) h" : "\(tenths) h"
    }

    /// Names in a row, as `a, b and c`; beyond `most` the rest is counted.
    static func list(_ names: [String], most: Int = .max, rest: (Int) -> String = { "\($0) more" }) -> String {
        var shown = Array(names.prefix(most))
        if names.count > most { shown.append(rest(names.count - most)) }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return shown.dropLast().joined(separator: ", ") + " and " + last
    }
}
