import Foundation

/// One side's run.
struct Lap {
    /// The figure that is compared, in the unit of the contest.
    let figure: Double
    /// The greatest memory that the process held, in MiB; nothing where it was not measured.
    let peakMiB: Double?
}

/// Ours and its peer, run in turn so that a machine that slows down slows both.
struct Contest {
    let benchmark: String
    let name: String
    let unit: String
    let ours: () async throws -> Lap
    let peer: () async throws -> Lap

    /// Runs both sides so many times.
    func run(_ runs: Int) async throws -> Outcome {
        var (mine, theirs): ([Lap], [Lap]) = ([], [])
        for _ in 0..<runs {
            mine.append(try await ours())
            theirs.append(try await peer())
        }
        return Outcome(contest: self, ours: mine, peer: theirs)
    }

    /// What a contest came to.
    struct Outcome {
        let contest: Contest
        let ours: [Lap]
        let peer: [Lap]

        /// The median over the pairs of ours over the peer's: what the machine does to both falls out.
        var ratio: Double { median(zip(ours, peer).map { $0.figure / $1.figure }) }

        func report(asJSON: Bool) throws -> String {
            let mine = ours.map(\.figure)
            let theirs = peer.map(\.figure)
            let peak = ours.compactMap(\.peakMiB).max()
            guard asJSON else {
                return
                    "\(contest.benchmark) · \(contest.name): ours \(text(mine)), peer \(text(theirs)) \(contest.unit); "
                    + "ratio \(rounded(ratio))" + (peak.map { "; peak \(rounded($0)) MiB" } ?? "")
            }
            let line = Line(
                benchmark: contest.benchmark, case: contest.name, ours: median(mine), peer: median(theirs),
                ratio: ratio, unit: contest.unit, peakMiB: peak, oursSpread: [mine.min() ?? 0, mine.max() ?? 0],
                peerSpread: [theirs.min() ?? 0, theirs.max() ?? 0], runs: ours.count)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(line), as: UTF8.self)
        }

        private func text(_ figures: [Double]) -> String {
            "\(rounded(median(figures))) (\(rounded(figures.min() ?? 0))–\(rounded(figures.max() ?? 0)))"
        }

        private func rounded(_ figure: Double) -> String {
            abs(figure) >= 100 ? String(Int(figure.rounded())) : String(Double(Int((figure * 1000).rounded())) / 1000)
        }
    }

    private struct Line: Encodable {
        enum CodingKeys: String, CodingKey {
            case benchmark, `case`, ours, peer, ratio, unit, runs
            case peakMiB = "peak_mib"
            case oursSpread = "ours_spread"
            case peerSpread = "peer_spread"
        }

        let benchmark: String
        let `case`: String
        let ours: Double
        let peer: Double
        let ratio: Double
        let unit: String
        let peakMiB: Double?
        let oursSpread: [Double]
        let peerSpread: [Double]
        let runs: Int
    }
}

/// The middle of the figures, or the mean of the two in the middle.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
