/// Finds the names that a misspelt one may mean.
enum Nearest {
    /// The names within a third of the length in edits, the nearest first.
    static func names(to name: String, among candidates: [String], limit: Int = 3) -> [String] {
        let wanted = Array(NameKey.column(name).unicodeScalars)
        let near = candidates.compactMap { candidate -> (distance: Int, name: String)? in
            let other = Array(NameKey.column(candidate).unicodeScalars)
            let distance = distance(wanted, other)
            return distance * 3 <= max(wanted.count, other.count) ? (distance, candidate) : nil
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    /// Insertions, removals and replacements from one to the other (Levenshtein 1966).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let replaced = diagonal + (scalar == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
