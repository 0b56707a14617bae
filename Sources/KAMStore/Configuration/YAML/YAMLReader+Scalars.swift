extension YAMLReader {
    /// A number that must be there.
    func number(_ key: String, _ bounds: Bounds) -> Double {
        guard let value = value(key, type: "number", range: bounds.words) else { return bounds.fallback }
        return number(value, fullPath(key), bounds) ?? bounds.fallback
    }

    /// A number that may be absent or null.
    func numberIfGiven(_ key: String, _ bounds: Bounds) -> Double? {
        valueIfGiven(key, type: "number", range: bounds.words).flatMap { number($0, fullPath(key), bounds) }
    }

    /// A whole number that must be there.
    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int {
        guard let value = value(key, type: "whole number", range: words(range)) else { return range.lowerBound }
        return integer(value, fullPath(key), range) ?? range.lowerBound
    }

    /// A whole number that may be absent or null.
    func integerIfGiven(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        valueIfGiven(key, type: "whole number", range: words(range)).flatMap { integer($0, fullPath(key), range) }
    }

    /// `true` or `false`.
    func flag(_ key: String) -> Bool {
        guard let value = value(key, type: "true or false") else { return false }
        return flag(value, fullPath(key)) ?? false
    }

    /// `true` or `false` that may be absent or null.
    func flagIfGiven(_ key: String) -> Bool? {
        valueIfGiven(key, type: "true or false").flatMap { flag($0, fullPath(key)) }
    }

    /// A text of at least one character.
    func text(_ key: String) -> Located<String> {
        let nothing = Located(value: "", place: place)
        guard let value = value(key, type: "text") else { return nothing }
        return text(value, fullPath(key)) ?? nothing
    }

    /// A text of at least one character that may be absent or null.
    func textIfGiven(_ key: String) -> Located<String>? {
        valueIfGiven(key, type: "text").flatMap { text($0, fullPath(key)) }
    }

    /// One of the raw values of a type.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, or fallback: Choice) -> Choice {
        let words = Choice.allCases.map(\.rawValue)
        guard let value = value(key, type: "choice", range: words.joined(separator: ", ")) else { return fallback }
        return choice(value, fullPath(key)) ?? fallback
    }

    /// One of the raw values of a type that may be absent or null.
    func choiceIfGiven<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        let range = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return valueIfGiven(key, type: "choice", range: range).flatMap { choice($0, fullPath(key)) }
    }

    /// A list of texts, which may be empty.
    func texts(_ key: String) -> [Located<String>] {
        list(key, of: "texts").compactMap { text($0, "an item of \(fullPath(key))") }
    }

    /// A list of the raw values of a type, which may be empty.
    func choices<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> [Choice] {
        let range = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return list(key, of: "choices", range: range).compactMap { choice($0, "an item of \(fullPath(key))") }
    }

    /// The items of a list that must be there.
    func list(_ key: String, of items: String, range: String = "") -> [YAMLValue] {
        guard let value = value(key, type: "list of \(items)", range: range) else { return [] }
        if case .sequence(let found) = value.content { return found }
        refuseType(value, fullPath(key), "a list of \(items)")
        return []
    }

    /// Reads a number, written without quotes.
    func number(_ value: YAMLValue, _ path: String, _ bounds: Bounds) -> Double? {
        guard case .scalar(let text, isPlain: true) = value.content, YAMLReader.isNumeral(text),
            let number = Double(text)
        else {
            refuseType(value, path, "a number")
            return nil
        }
        if bounds.allows(number) { return number }
        findings.report("KAM307", "\(path) is \(text), but must be \(rangeWords(bounds.words))", at: value.place)
        return nil
    }

    private func integer(_ value: YAMLValue, _ path: String, _ range: ClosedRange<Int>) -> Int? {
        guard case .scalar(let text, isPlain: true) = value.content, let number = Int(text) else {
            refuseType(value, path, "a whole number")
            return nil
        }
        if range.contains(number) { return number }
        findings.report("KAM307", "\(path) is \(text), but must be \(rangeWords(words(range)))", at: value.place)
        return nil
    }

    private func flag(_ value: YAMLValue, _ path: String) -> Bool? {
        if case .scalar(let text, isPlain: true) = value.content, let flag = Bool(text) { return flag }
        refuseType(value, path, "true or false")
        return nil
    }

    /// Reads a text of at least one character.
    func text(_ value: YAMLValue, _ path: String) -> Located<String>? {
        if case .scalar(let text, _) = value.content, !value.isNull {
            if !text.isEmpty { return Located(value: text, place: value.place) }
            findings.report("KAM307", "\(path) is empty", at: value.place)
            return nil
        }
        refuseType(value, path, "a text")
        return nil
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: YAMLValue, _ path: String
    ) -> Choice? {
        guard let text = text(value, path)?.value else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        findings.report(
            "KAM307", "\(path) is '\(text)', but must be one of \(known.joined(separator: ", "))", at: value.place,
            hint: NearestWord.find(text, among: known).map { "Maybe '\($0)' is meant." })
        return nil
    }

    private func words(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max ? "≥ \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
    }

    private func rangeWords(_ words: String) -> String { words.isEmpty ? "finite" : words }

    /// Whether a text is a decimal number: no hexadecimal, no infinity, no marks between thousands.
    private static func isNumeral(_ text: String) -> Bool {
        text.utf8.contains { (48...57).contains($0) }
            && text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
    }
}
