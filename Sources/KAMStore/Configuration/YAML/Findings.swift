import KAMModel

/// What is wrong with the files read so far, and every key that the readers asked for.
///
/// A class, for all readers of a document write into the same findings; used by one task at a time.
final class Findings {
    /// A key that a reader knows.
    struct KnownKey: Hashable {
        /// The keys that lead to it, as `scoring.criteria[].weight` or `conversion.prior.<stage>`.
        let path: String
        /// What its value must be, in words.
        let type: String
        /// The values allowed, in words; empty when all of the type are.
        let range: String
    }

    /// What is wrong, in the order found.
    private(set) var diagnostics: [Diagnostic] = []
    /// The keys asked for, in the order asked, each once.
    private(set) var knownKeys: [KnownKey] = []
    private var isMuted = false

    /// Notes an error; two of the same kind at the same place with the same words are one.
    func report(_ code: String, _ message: String, at place: Place?, hint: String? = nil) {
        if isMuted { return }
        let found = Diagnostic(.error, code, message, file: place?.file, line: place?.line, hint: hint)
        if !diagnostics.contains(found) { diagnostics.append(found) }
    }

    /// Notes a key that a reader asks for.
    func know(_ path: String, type: String, range: String = "") {
        let key = KnownKey(path: path, type: type, range: range)
        if !knownKeys.contains(where: { $0.path == path }) { knownKeys.append(key) }
    }

    /// Does something without noting errors; keys are noted.
    func muted<Result>(_ body: () -> Result) -> Result {
        let before = isMuted
        isMuted = true
        defer { isMuted = before }
        return body()
    }

    /// Refuses the input if anything is wrong, with everything that is, in the order of files and lines.
    func refuse() throws(RefusedInput) {
        guard !diagnostics.isEmpty else { return }
        let order = diagnostics.enumerated().sorted { left, right in
            let leftKey = (left.element.file ?? "", left.element.line ?? 0, left.offset)
            return leftKey < (right.element.file ?? "", right.element.line ?? 0, right.offset)
        }
        throw RefusedInput(order.map(\.element))
    }
}
