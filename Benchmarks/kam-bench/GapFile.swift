import Foundation
import KAMEngine

/// A generalized assignment problem in the public file format, and what is known of it.
///
/// Whole numbers apart by white space: agents and jobs; the costs, agent by agent; what the jobs take, agent by agent;
/// the capacities. `best_known.csv` beside the file gives the best value that anyone published, by the file's name.
struct GapFile {
    /// The file's name without what follows a dot.
    let name: String
    let problem: GeneralizedAssignment
    /// The best value published; nothing where the table has none.
    let bestKnown: Int?

    /// A file that cannot be read, with its path and where it is known the line.
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        let line: Int?
        let reason: String

        var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)" }
    }

    /// An instance that is in no file.
    init(name: String, problem: GeneralizedAssignment, bestKnown: Int?) {
        (self.name, self.problem, self.bestKnown) = (name, problem, bestKnown)
    }

    /// Reads a file.
    init(path: String) throws {
        let url = URL(fileURLWithPath: path)
        name = url.deletingPathExtension().lastPathComponent
        bestKnown = try GapFile.bestKnown(name, in: url.deletingLastPathComponent())
        var numbers = try Numbers(path)
        let agents = try numbers.count("agents", most: 10_000)
        let jobs = try numbers.count("jobs", most: 1_000_000)
        guard agents * jobs <= 50_000_000 else {
            throw Unreadable(path: path, line: 1, reason: "\(agents) agents with \(jobs) jobs are too many")
        }
        let cost = try (0..<agents).map { _ in try (0..<jobs).map { _ in try numbers.next("a cost") } }
        let weight = try (0..<agents).map { _ in try (0..<jobs).map { _ in try numbers.next("what a job takes") } }
        let capacity = try (0..<agents).map { _ in try numbers.next("a capacity") }
        try numbers.end()
        do {
            problem = try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity)
        } catch {
            throw Unreadable(path: path, line: nil, reason: "\(error)")
        }
    }

    /// The numbers of a file in turn, each with its line.
    private struct Numbers {
        let path: String
        private var words: [(text: Substring, line: Int)] = []
        private var place = 0

        init(_ path: String) throws {
            self.path = path
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Unreadable(path: path, line: nil, reason: "cannot be read")
            }
            let text = String(decoding: data, as: UTF8.self)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                words += line.split(whereSeparator: \.isWhitespace).map { ($0, number + 1) }
            }
        }

        mutating func next(_ what: String) throws -> Int {
            guard place < words.count else {
                throw Unreadable(
                    path: path, line: words.last?.line ?? 1,
                    reason: "ends after \(words.count) numbers, where \(what) should follow")
            }
            let word = words[place]
            guard let number = Int(word.text) else {
                throw Unreadable(
                    path: path, line: word.line, reason: "'\(word.text)' is no whole number; \(what) should stand here")
            }
            place += 1
            return number
        }

        mutating func count(_ what: String, most: Int) throws -> Int {
            let line = place < words.count ? words[place].line : 1
            let number = try next("the number of \(what)")
            guard (0...most).contains(number) else {
                throw Unreadable(path: path, line: line, reason: "\(number) \(what); 0 to \(most) can be read")
            }
            return number
        }

        func end() throws {
            guard place < words.count else { return }
            throw Unreadable(
                path: path, line: words[place].line,
                reason: "'\(words[place].text)' follows after the last capacity; is it more than one problem?")
        }
    }

    private static func bestKnown(_ name: String, in folder: URL) throws -> Int? {
        let table = folder.appendingPathComponent("best_known.csv").path
        guard let data = FileManager.default.contents(atPath: table) else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        let columns = lines.first?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
        guard let column = columns.firstIndex(of: "best_known_cost") else {
            throw Unreadable(path: table, line: 1, reason: "has no column best_known_cost")
        }
        for (number, line) in lines.enumerated().dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.first.map(String.init) == name else { continue }
            guard fields.count > column, let value = Int(fields[column]) else {
                throw Unreadable(path: table, line: number + 1, reason: "has no best value of \(name)")
            }
            return value
        }
        return nil
    }
}
