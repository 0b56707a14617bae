import Foundation

/// Makes names comparable.
enum NameKey {
    /// The name in lower case and half width, with single blanks.
    static func of(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            return name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let folded = name.precomposedStringWithCompatibilityMapping.lowercased()
        return folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The company's name without its legal form, marks and blanks: `Acme, Inc.` and `ＡＣＭＥ株式会社` are both `acme`.
    ///
    /// - Returns: The name's own key when nothing else is left.
    static func company(_ name: String) -> String {
        var key = of(name)
        if key.utf8.allSatisfy({ $0 < 0x80 }) { return westernCompany(key) }
        for form in japaneseForms { key = key.replacingOccurrences(of: form, with: " ") }
        let spaced = key.unicodeScalars.map { scalar -> Character in
            if ".'’".unicodeScalars.contains(scalar) { return "\u{0}" }
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? Character(scalar) : " "
        }
        let words = String(spaced.filter { $0 != "\u{0}" }).split(separator: " ").map(String.init)
        var rest = words[...]
        while rest.count > 1, let last = rest.last, legalForms.contains(last) { rest = rest.dropLast() }
        return rest.isEmpty ? of(name) : rest.joined()
    }

    private static func westernCompany(_ key: String) -> String {
        var words: [[UInt8]] = [[]]
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "'"): continue
            case _ where ASCII.isDigit(byte) || ASCII.isLetter(byte): words[words.count - 1].append(byte)
            default: words.append([])
            }
        }
        words.removeAll(where: \.isEmpty)
        while words.count > 1, let last = words.last, legalForms.contains(String(decoding: last, as: UTF8.self)) {
            words.removeLast()
        }
        return words.isEmpty ? key : String(decoding: words.joined(), as: UTF8.self)
    }

    /// The key of a column's name: lower case, half width, without blanks, underscores, marks or a byte order mark.
    static func column(_ name: String) -> String {
        let folded = name.precomposedStringWithCompatibilityMapping.lowercased()
        return String(
            String.UnicodeScalarView(
                folded.unicodeScalars.filter { scalar in
                    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || "%\"()".unicodeScalars.contains(scalar)
                }))
    }

    private static let japaneseForms = [
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "(株)", "(有)", "(同)",
    ]

    private static let legalForms: Set<String> = [
        "inc", "incorporated", "ltd", "limited", "corp", "corporation", "co", "company", "llc", "llp", "lp", "plc",
        "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy", "as", "kk", "gk", "pty", "pte",
    ]
}
