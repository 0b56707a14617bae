public import ArgumentParser
import Foundation
import KAMModel
public import KAMPlanner

/// How long and how hard to search.
struct SearchOptions: ParsableArguments {
    @Option(help: "Take the best answer after so many seconds.")
    var timeLimit: Double?

    @Option(help: "How much to search, as a multiple of what the size asks for: 0.1 to 100.")
    var effort: Double = 1

    @Option(help: "How many threads to use; all of the machine by default. The answer is the same.")
    var threads: Int?

    func validate() throws {
        if let timeLimit, !(timeLimit > 0 && timeLimit <= 604_800) {
            throw ValidationError("--time-limit takes a number of seconds above 0, a week at most.")
        }
        guard effort >= 0.1, effort <= 100 else { throw ValidationError("--effort takes a number from 0.1 to 100.") }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads takes a whole number from 1 to 256.")
        }
    }

    /// The search, told to the line of progress.
    func search(_ session: Session, onInterrupt: Search.OnInterrupt = .nothing, _ language: Language) -> Search {
        Search(
            timeLimit: timeLimit.map { .seconds($0) }, effort: effort,
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, onInterrupt: onInterrupt,
            onStep: { session.progress.show(SearchWords.line($0, language)) })
    }
}

/// Where a search stands, in a line.
enum SearchWords {
    static func line(_ step: Search.Step, _ language: Language) -> String {
        let phase =
            switch step.phase {
            case .bound: language("raising the bound", ja: "下限を引き上げ中")
            case .search: language("searching", ja: "探索中")
            case .proof: language("proving", ja: "証明中")
            }
        let parts = [
            phase, step.loss.map { language("loss \($0.text)", ja: "損失 \($0.text(language))") },
            step.bound.map { language("bound \($0.text)", ja: "下限 \($0.text(language))") },
            step.gap.map { language("gap \($0.percent)", ja: "差 \($0.percent)") },
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}

extension Search.OnInterrupt: ExpressibleByArgument {}
