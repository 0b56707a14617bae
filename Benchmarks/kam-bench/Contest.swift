import Foundation

/// One side's run.
struct Lap {
    /// The figure that is compared, in the unit of the contest.
    let figure: Double
    /// The greatest memory that the process held, in MiB; nothing where it was not measured.
    let peakMiB: Double?
    /// The proven distance from the best, as a share; nothing where there is none.
    var gap: Double?
}

/// Ours and its peer, run in turn so that a machine that slows down slows both.
struct Contest {
    let benchmark: String
    let name: String
    let unit: String
    /// Whether the lesser figure wins, as with seconds.
    var isLessBetter = false
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

        /// A sentence for people, or a line of JSON.
        func report(asJSON: Bool) throws -> String {
            guard asJSON else { return sentence }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(Line(self)), as: UTF8.self)
        }

        private var sentence: String {
            var text =
                "\(contest.benchmark) · \(contest.name): ours \(Outcome.text(ours)), peer \(Outcome.text(peer)) "
                + "\(contest.unit); ratio \(Outcome.rounded(ratio))" + (contest.isLessBetter ? " (less is better)" : "")
            if let peak = ours.compactMap(\.peakMiB).max() { text += "; peak \(Outcome.rounded(peak)) MiB" }
            if let gap = Outcome.gap(ours) { text += "; gap \(Outcome.rounded(gap * 100)) %" }
            if let gap = Outcome.gap(peer) { text += ", peer's \(Outcome.rounded(gap * 100)) %" }
            return text
        }

        /// The median of the gaps; nothing unless every lap has one.
        static func gap(_ laps: [Lap]) -> Double? {
            let gaps = laps.compactMap(\.gap)
            return gaps.count == laps.count ? median(gaps) : nil
        }

        private static func text(_ laps: [Lap]) -> String {
            let figures = laps.map(\.figure)
            return "\(rounded(median(figures))) (\(rounded(figures.min() ?? 0))–\(rounded(figures.max() ?? 0)))"
        }

        private static func rounded(_ figure: Double) -> String {
            guard figure.isFinite, abs(figure) < 1e15 else { return "\(figure)" }
            return abs(figure) >= 100
                ? String(Int(figure.rounded())) : String(Double(Int((figure * 1000).rounded())) / 1000)
        }
    }

    /// An outcome as JSON.
    private struct Line: Encodable {
        enum CodingKeys: String, CodingKey {
            case benchmark, `case`, ours, peer, ratio, unit, runs
            case peakMiB = "peak_mib"
            case oursSpread = "ours_spread"
            case peerSpread = "peer_spread"
            case oursGap = "ours_gap"
            case peerGap = "peer_gap"
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
        let oursGap: Double?
        let peerGap: Double?
        let runs: Int

        init(_ outcome: Outcome) {
            let mine = outcome.ours.map(\.figure)
            let theirs = outcome.peer.map(\.figure)
            benchmark = outcome.contest.benchmark
            `case` = outcome.contest.name
            ours = median(mine)
            peer = median(theirs)
            ratio = outcome.ratio
            unit = outcome.contest.unit
            peakMiB = outcome.ours.compactMap(\.peakMiB).max()
            oursSpread = [mine.min() ?? 0, mine.max() ?? 0]
            peerSpread = [theirs.min() ?? 0, theirs.max() ?? 0]
            oursGap = Outcome.gap(outcome.ours)
            peerGap = Outcome.gap(outcome.peer)
            runs = outcome.ours.count
        }
    }
}

/// The middle of the figures, or the mean of the two in the middle.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
