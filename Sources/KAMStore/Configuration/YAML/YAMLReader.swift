/// Reads the keys of a mapping strictly.
///
/// Each accessor names a key, the type and the values allowed; what is wrong goes to the findings, and a harmless value
/// is returned so that reading goes on and everything wrong is found. The keys asked for are the keys known: `finish`
/// refuses all others.
///
/// ```swift
/// let findings = Findings()
/// let document = YAMLDocument(path: path, findings)
/// let reader = YAMLReader(document.root, findings)
/// let weeks = reader.number("ramp_weeks", .atLeast(0))
/// reader.finish()
/// try findings.refuse()
/// ```
final class YAMLReader {
    /// The keys that lead here, as `scoring.criteria[]`; empty at the root.
    let path: String
    /// Where the mapping starts.
    let place: Place
    /// Where to report.
    let findings: Findings
    private let entries: [YAMLValue.Entry]
    private var asked: [String] = []

    /// Reads the root of a document; nothing there counts as an empty mapping.
    init(_ root: YAMLValue?, _ findings: Findings) {
        path = ""
        place = root?.place ?? Place(file: "", line: 1)
        self.findings = findings
        entries = root?.entries ?? []
        guard let root, !root.isNull else { return }
        if case .mapping = root.content { return }
        findings.report("KAM306", "the document must be a mapping, not \(root.noun)", at: place)
    }

    init(path: String, place: Place, entries: [YAMLValue.Entry], _ findings: Findings) {
        self.path = path
        self.place = place
        self.findings = findings
        self.entries = entries
    }

    /// Refuses every key that was not asked for.
    func finish() {
        for entry in entries where !asked.contains(entry.key) {
            let inside = path.isEmpty ? "" : " in \(path)"
            let hint = NearestWord.find(entry.key, among: asked).map { "Maybe '\($0)' is meant." }
            findings.report("KAM304", "the key '\(entry.key)' is not known\(inside)", at: entry.place, hint: hint)
        }
    }

    /// The full path of a key.
    func fullPath(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of a key that may be absent; null counts as absent.
    func valueIfGiven(_ key: String, type: String, range: String = "") -> YAMLValue? {
        ask(key, type: type + " or null", range: range)
        guard let value = entries.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
        return value
    }

    /// The value of a key that must be there.
    func value(_ key: String, type: String, range: String = "") -> YAMLValue? {
        ask(key, type: type, range: range)
        if let value = entries.first(where: { $0.key == key })?.value { return value }
        findings.report("KAM305", "the key '\(fullPath(key))' is missing", at: place)
        return nil
    }

    /// Reports that a value is not of the type it must be.
    func refuseType(_ value: YAMLValue, _ path: String, _ type: String) {
        findings.report("KAM306", "\(path) must be \(type), not \(value.noun)", at: value.place)
    }

    /// Where a key is given; the mapping's own place when it is not.
    func place(of key: String) -> Place { entries.first { $0.key == key }?.place ?? place }

    /// The keys of the mapping that a key holds, in the order given.
    func keys(of key: String) -> [String] {
        entries.first { $0.key == key }?.value.entries.map(\.key) ?? []
    }

    private func ask(_ key: String, type: String, range: String) {
        asked.append(key)
        findings.know(fullPath(key), type: type, range: range)
    }
}
