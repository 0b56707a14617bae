import Foundation
import KAMEngine
import KAMModel

/// The weighted sum where the rows are, in SQL, against reading the rows and summing them here.
///
/// Both sides end with the merit of every row in this program's memory: the one reads the merits that PostgreSQL summed,
/// the other the values, which it brings to points and sums.
struct ScoreInSQL {
    private static let low = 0.2
    private static let high = 0.9

    private let bench: Workbench
    private let rows: Int
    private let weights: [Double]
    private let aggregation: Aggregation

    /// Fills a table on the server.
    init(rows: Int, columns: Int, on bench: Workbench) throws {
        self.bench = bench
        self.rows = rows
        let criteria = (0..<columns).map { column in
            ScoringPolicy.Criterion(
                key: "c\(column)", name: "c\(column)", axis: column % 2 == 0 ? .attractiveness : .strength,
                weight: Double(column + 1), sources: [.rating], low: ScoreInSQL.low, high: ScoreInSQL.high)
        }
        let policy = ScoringPolicy(
            criteria: criteria, attractivenessWeight: columns > 1 ? 0.6 : 1, attractivenessThreshold: 60,
            strengthThreshold: 50)
        aggregation = Aggregation(policy)
        weights = aggregation.weights
        let names = (0..<columns).map { "c\($0)" }
        try bench.psql([
            "DROP TABLE IF EXISTS score",
            "CREATE UNLOGGED TABLE score (id integer, \(names.map { "\($0) double precision" }.joined(separator: ", ")))",
            "SELECT setseed(0.5)",
            "INSERT INTO score SELECT i, \(names.map { _ in "random()" }.joined(separator: ", ")) "
                + "FROM generate_series(1, \(rows)) AS i",
            "VACUUM ANALYZE score",
        ])
    }

    var contest: Contest {
        Contest(
            benchmark: "score", name: "weighted sum of \(rows) rows here, against PostgreSQL", unit: "s",
            isLessBetter: true, ours: { try ours() }, peer: { try theirs() })
    }

    private func ours() throws -> Lap {
        let points = weights.indices.map { "c\($0)" }.joined(separator: ", ")
        return try Lap {
            let values = try read("SELECT \(points) FROM score", columns: weights.count)
            let width = ScoreInSQL.high - ScoreInSQL.low
            let merits = aggregation.merits(
                points: values.map { 100 * min(1, max(0, ($0 - ScoreInSQL.low) / width)) }, weights: weights)
            try expect(merits.count)
            return nil
        }
    }

    private func theirs() throws -> Lap {
        let width = ScoreInSQL.high - ScoreInSQL.low
        let terms = weights.enumerated().map { column, weight in
            "\(weight) * 100 * least(1, greatest(0, (c\(column) - \(ScoreInSQL.low)) / \(width)))"
        }
        return try Lap {
            let merits = try read("SELECT \(terms.joined(separator: " + ")) FROM score", columns: 1)
            try expect(merits.count)
            return nil
        }
    }

    private func expect(_ count: Int) throws {
        guard count == rows else { throw ChildRun.Failed(description: "\(count) merits of \(rows) rows") }
    }

    /// Reads doubles by PostgreSQL's binary copy.
    private func read(_ query: String, columns: Int) throws -> [Double] {
        let file = "\(bench.folder)/score.copy"
        try bench.psql(["\\copy (\(query)) TO '\(file)' (FORMAT binary)"])
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        // A header of 19 bytes; each row a count of 2 and for each field a length of 4 and the number; an end of 2.
        let rowBytes = 2 + columns * 12
        let rows = (data.count - 21) / rowBytes
        return data.withUnsafeBytes { bytes in
            var values: [Double] = []
            values.reserveCapacity(rows * columns)
            for row in 0..<rows {
                for column in 0..<columns {
                    let place = 19 + row * rowBytes + 2 + column * 12 + 4
                    let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    values.append(Double(bitPattern: UInt64(bigEndian: bits)))
                }
            }
            return values
        }
    }
}
