import KAMModel
import KAMPlanner

extension Money {
    /// The amount with its currency in whole units, thousands apart: `USD 1,234,567`.
    var text: String {
        let whole = (Double(abs(minor)) / Double(currency.minorUnits)).rounded()
        return "\(currency.code) \(minor < 0 ? "-" : "")\(whole.grouped)"
    }
}

extension Optional where Wrapped == Money {
    /// The amount, or a dash.
    var text: String { self?.text ?? "–" }
}

extension Money {
    /// The amount as a language writes it: Japanese puts 円 behind yen.
    func text(_ language: Language) -> String {
        guard language == .japanese, currency.code == "JPY" else { return text }
        return "\(text.dropFirst(4))円"
    }
}

extension MoneyEstimate {
    /// The least and the greatest amount, the currency named once.
    func range(_ language: Language) -> String {
        guard low != high else { return low.text(language) }
        let least = Money(minor: low.minor, currency: low.currency).text.dropFirst(4)
        return language == .japanese && low.currency.code == "JPY"
            ? "\(least)～\(high.text(language))"
            : "\(low.currency.code) \(least)\(language.until)\(high.text.dropFirst(4))"
    }
}

extension Int {
    /// The count with its noun, as `1 key account` and `1,200 key accounts`.
    func counted(_ one: String, _ many: String) -> String { "\(Double(self).text(0)) \(self == 1 ? one : many)" }
}

extension Estimate {
    /// A share with its interval, all with the digits that the share has, as `20 % (8–31 %)`.
    func percent(_ language: Language) -> String {
        let decimals = value.shareDecimals
        let (least, greatest) = ((low * 100).text(decimals), (high * 100).text(decimals))
        return "\((value * 100).text(decimals)) % (\(least)\(language.until)\(greatest) %)"
    }

    /// The least and the greatest number to a tenth, as `58.0–72.5`; one number where they are the same.
    func range(_ language: Language) -> String {
        let (least, greatest) = (low.text(1), high.text(1))
        return least == greatest ? least : "\(least)\(language.until)\(greatest)"
    }
}

extension Language {
    /// What stands between the ends of a range: `–`, in Japanese `～`.
    var until: String { self == .japanese ? "～" : "–" }
}

extension Hours {
    /// The hours to a tenth.
    var text: String { value.text(1) }
}

extension Double {
    /// The number to so many decimals, thousands apart.
    func text(_ decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
        let scaled = (abs(self) * scale).rounded()
        let whole = (scaled / scale).rounded(.down)
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + whole.grouped }
        let rest = String(Int(scaled - whole * scale))
        return sign + whole.grouped + "." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// The number to at most two decimals, without those that are none: `4`, `0.5`, `11.62`.
    var figure: String {
        var text = text(2)
        while text.last == "0" { text.removeLast() }
        return text.last == "." ? String(text.dropLast()) : text
    }

    /// The share as a percentage: to a tenth below ten, whole above; less than a twentieth as `<0.1 %`.
    var percent: String {
        self == 0 || abs(self) >= 0.0005 ? (self * 100).text(shareDecimals) + " %" : "<0.1 %"
    }

    /// How many decimals the share has as a percentage.
    fileprivate var shareDecimals: Int { abs(self) < 0.0995 && self != 0 ? 1 : 0 }

    fileprivate var grouped: String {
        var digits = String(Int(self))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
