/// The known word that a misspelt one was probably meant to be.
enum NearestWord {
    /// Finds the nearest of the known words.
    ///
    /// - Returns: Nothing when even the nearest differs in more than two letters and more than a third of them.
    static func find(_ word: String, among known: [String]) -> String? {
        let limit = max(2, word.count / 3)
        let ranked = known.map { (distance(word, $0), $0) }.filter { $0.0 <= limit && $0.0 < $0.1.count }
        return ranked.min { $0 < $1 }?.1
    }

    /// How many letters must be put in, taken out, replaced or swapped with their neighbour.
    ///
    /// - Complexity: O(*m* × *n*).
    /// - Source: Damerau, *Comm. ACM* 7, 1964, in the restricted form (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let (rows, columns) = (Array(left), Array(right))
        var beforeLast: [Int] = []
        var last = Array(0...columns.count)
        for row in rows.indices {
            var current = [row + 1]
            for column in columns.indices {
                let isSame = rows[row] == columns[column]
                var best = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, rows[row] == columns[column - 1], rows[row - 1] == columns[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[columns.count]
    }
}
