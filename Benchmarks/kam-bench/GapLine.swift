import Foundation
import KAMEngine

/// What one instance came to, as a line.
struct GapLine: Encodable {
    enum CodingKeys: String, CodingKey {
        case name, status, value, bound, gap, seconds, peer
        case bestKnown = "best_known"
        case excess
    }

    /// HiGHS's part of a line.
    struct Peer: Encodable {
        let name: String
        let value: Int?
        let bound: Double?
        let optimal: Bool
        let seconds: Double
    }

    let name: String
    let status: String
    let value: Int?
    let bound: Int?
    /// The distance from the own bound, as a share of the value.
    let gap: Double?
    let seconds: Double
    let bestKnown: Int?
    /// The distance from the best value known, as a share of it.
    let excess: Double?
    let peer: Peer?

    init(file: GapFile, solution: GeneralizedAssignmentSolution, seconds: Double, peer: GapPeer.Result?) {
        name = file.name
        status = solution.status.rawValue
        value = solution.value
        bound = solution.bound
        gap = solution.gap
        self.seconds = GapLine.rounded(seconds)
        bestKnown = file.bestKnown
        if let value, let known = file.bestKnown, known != 0 {
            excess = Double(value - known) / abs(Double(known))
        } else {
            excess = nil
        }
        self.peer = peer.map {
            Peer(
                name: "highs", value: $0.value, bound: $0.bound, optimal: $0.isOptimal,
                seconds: GapLine.rounded($0.seconds))
        }
    }

    func text(asJSON: Bool) throws -> String {
        guard asJSON else { return sentence }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private var sentence: String {
        var text = "\(name): \(status)"
        if let value { text += ", value \(value)" }
        if let bound { text += ", bound \(bound)" }
        if let gap { text += ", gap \(percent(gap))" }
        if let bestKnown { text += ", best known \(bestKnown)" }
        if let excess { text += " (\(percent(excess)) above)" }
        text += ", \(seconds) s"
        if let peer {
            text += "; HiGHS \(peer.optimal ? "optimal" : "stopped") at \(peer.value.map(String.init) ?? "nothing")"
            text += " in \(peer.seconds) s"
        }
        return text
    }

    private func percent(_ share: Double) -> String { "\((share * 1_000_000).rounded() / 10_000) %" }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
