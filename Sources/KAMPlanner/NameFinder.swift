import Foundation
import KAMModel

/// Finds one of several things by its id or by one of its names.
struct NameFinder {
    /// What was found, or why nothing was.
    enum Answer {
        /// The place of the one thing that is meant.
        case found(Int)
        /// Nothing is meant; the names most like the text.
        case unknown(nearest: [String])
        /// Several may be meant; the first of them.
        case ambiguous(candidates: [String], count: Int)
    }

    /// Something with an id and names.
    struct Entry {
        let id: String
        let names: [String]
    }

    private let entries: [Entry]
    private let keys: [[String]]

    init(_ entries: [Entry]) {
        self.entries = entries
        keys = entries.map { $0.names.map(NameFinder.key) }
    }

    /// The place of the thing that a text names: an id, else a name, else the start of one thing's name only.
    ///
    /// Case, width and blanks do not count in names: `ａｃｍｅ` is `Acme`.
    ///
    /// - Complexity: O(*entries*) comparisons; distances are worked out only when nothing is found.
    func find(_ text: String) -> Answer {
        if let place = entries.firstIndex(where: { $0.id == text }) { return .found(place) }
        let wanted = NameFinder.key(text)
        let places = entries.indices.filter {
            keys[$0].contains(wanted) || NameFinder.key(entries[$0].id) == wanted
        }
        let found =
            places.isEmpty && !wanted.isEmpty
            ? entries.indices.filter { keys[$0].contains { $0.hasPrefix(wanted) } } : places
        switch found.count {
        case 1: return .found(found[0])
        case 0: return .unknown(nearest: nearest(to: text))
        default: return .ambiguous(candidates: found.prefix(5).map(label), count: found.count)
        }
    }

    /// The three whose names take the fewest changes of letters, no more than half of the text; none where none is like it.
    func nearest(to text: String) -> [String] {
        let letters = Array(NameFinder.key(text))
        let limit = max(2, letters.count / 2)
        let near = entries.indices.compactMap { place -> (distance: Int, place: Int)? in
            let distances = keys[place].map { NameFinder.distance(letters, Array($0), limit: limit) }
            guard let distance = distances.min(), distance <= limit else { return nil }
            return (distance, place)
        }
        return near.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(3).map { label($0.place) }
    }

    private func label(_ place: Int) -> String { "\(entries[place].names.first ?? "") (\(entries[place].id))" }

    private static func key(_ name: String) -> String {
        name.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    /// How many letters are put in, left out or changed from one word to the other; at most one more than a limit.
    ///
    /// - Source: Wagner & Fischer, *J. ACM* 21, 1974.
    private static func distance(_ first: [Character], _ second: [Character], limit: Int) -> Int {
        guard abs(first.count - second.count) <= limit else { return limit + 1 }
        var row = Array(0...second.count)
        for (place, letter) in first.enumerated() {
            var corner = row[0]
            row[0] = place + 1
            for column in second.indices {
                let change = corner + (letter == second[column] ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(change, corner + 1, row[column] + 1)
            }
            if let least = row.min(), least > limit { return limit + 1 }
        }
        return row[second.count]
    }
}
