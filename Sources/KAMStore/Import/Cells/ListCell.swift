import Foundation
import KAMModel

/// Cells that hold several things.
enum ListCell {
    /// The parts between `;`, without blanks around them and without empty ones.
    static func items(_ text: String) -> [String] {
        text.split(separator: ";").map { part in
            String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }

    /// The items as the text of an array of PostgreSQL.
    static func array(_ items: [String]) -> String {
        "{" + items.map(quoted).joined(separator: ",") + "}"
    }

    private static func quoted(_ item: String) -> String {
        var text = "\""
        for character in item {
            if character == "\"" || character == "\\" { text += "\\" }
            text.append(character)
        }
        return text + "\""
    }
}

/// Ranges of days with inclusive ends: `2018-02-05/2018-02-16;2018-03-26/2018-03-30`.
struct RangesCell: Equatable {
    /// The ranges, as they stand.
    let ranges: [DayRange]

    /// Reads ranges; one day alone is a range of itself.
    ///
    /// - Returns: Nothing when a part is no range.
    static func parse(_ text: String, order: DateOrder) -> RangesCell? {
        var ranges: [DayRange] = []
        for item in ListCell.items(text) {
            let isISO = item.contains("/") && item.split(separator: "/").count == 2
            let parts = isISO ? item.split(separator: "/").map(String.init) : split(item)
            let days = parts.compactMap { part -> Day? in
                let bytes = Array(ListCell.items(part).joined().utf8)
                return DateCell.parse(bytes.span, order: order)?.day
            }
            guard days.count == parts.count, let first = days.first, let last = days.last, days.count <= 2,
                first <= last
            else { return nil }
            ranges.append(DayRange(start: first, end: last.advanced(by: 1)))
        }
        return RangesCell(ranges: ranges)
    }

    /// The ranges as the text of a multirange of PostgreSQL, which joins those that touch.
    var multirange: String {
        let parts = ranges.map { "[\($0.start),\($0.end.map { "\($0)" } ?? ""))" }
        return "{" + parts.joined(separator: ",") + "}"
    }

    /// How many days stand in more than one range, counted once for each further range.
    var overlap: Int {
        let sorted = ranges.map { ($0.start.ordinal, $0.end?.ordinal ?? $0.start.ordinal) }.sorted { $0 < $1 }
        var coveredTo = sorted.first?.0 ?? 0
        var repeated = 0
        for (start, end) in sorted {
            repeated += max(0, min(end, coveredTo) - start)
            coveredTo = max(coveredTo, end)
        }
        return repeated
    }

    private static func split(_ item: String) -> [String] {
        for separator in ["..", "〜", "~", " to "] where item.contains(separator) {
            return item.components(separatedBy: separator)
        }
        return [item]
    }
}
