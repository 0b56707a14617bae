import Foundation
import KAMModel

/// Writes in ASCII what a cell says in full width or with signs of its own.
enum Transliteration {
    private static let dollars: Set<String> = [
        "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "BRL", "JMD", "FJD",
    ]

    /// The currency that a bare `$` stands for, given the currency at home.
    static func dollar(home: Currency) -> String {
        dollars.contains(home.code) ? home.code : "USD"
    }

    /// The currency of `US$`, `A$`, `NT$` and the like; an empty string when there is none.
    static func dollar(country: String) -> String {
        switch country {
        case "US": "USD"
        case "C", "CA": "CAD"
        case "A", "AU": "AUD"
        case "NZ": "NZD"
        case "S", "SG": "SGD"
        case "HK": "HKD"
        case "NT": "TWD"
        case "R": "BRL"
        default: ""
        }
    }

    /// The text with digits, marks, signs and currencies in ASCII; anything else stays.
    static func ascii(_ text: String, home: Currency) -> String {
        var plain = ""
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar {
            case "€": plain += "EUR"
            case "£": plain += "GBP"
            case "¥", "円": plain += home.code == "CNY" && scalar == "¥" ? "CNY" : "JPY"
            case "元": plain += "CNY"
            case "₩": plain += "KRW"
            case "₹": plain += "INR"
            case "−", "▲", "△", "–": plain += "-"
            case "’": plain += "'"
            case "、": plain += ","
            default: plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }
}
