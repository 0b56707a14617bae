import CSV
import Foundation
import KAMModel

/// Looks at files one by one, then concludes what they are.
struct ProfileGuesser {
    /// A file as far as it was looked at.
    struct Candidate {
        let path: String
        let header: CSVHeader
        let samples: [ColumnSample]
        let stageValues: [Int: [String]]
    }

    /// What a file would be as rows of one kind.
    struct Reading {
        let entity: ImportEntity
        let columns: [(position: Int, column: GuessedProfile.Column)]
        let score: Double
    }

    let synonyms: Synonyms
    let stages: [String]
    private var candidates: [Candidate] = []

    private static let home: Currency? = Currency("USD")
    private static let sampleRows = 300

    init(catalog: ProfileCatalog) throws {
        let names = catalog.names.filter { $0 != "kam" } + ["kam"]
        let profiles = try names.map { try catalog.load(.named($0)) }
        synonyms = Synonyms(profiles)
        stages = profiles.last?.stages ?? []
    }

    /// Looks at a file: its header, and its first rows.
    mutating func look(at path: String) throws {
        do {
            let reader = try CSVReader(path: path)
            let header = try reader.header()
            candidates.append(try sample(path, reader, header))
        } catch let error as CSVError {
            throw RefusedInput([error.diagnostic(in: FileFinder.name(of: path))])
        }
    }

    private func sample(_ path: String, _ reader: CSVReader, _ header: CSVHeader) throws -> Candidate {
        guard let home = Self.home else { preconditionFailure("USD is a currency") }
        var samples = header.names.map { _ in ColumnSample() }
        let stageColumns = header.names.indices.filter { index in
            let key = NameKey.column(header.names[index])
            return synonyms.targets.values.contains { $0[key] == "stage" }
        }
        var values: [Int: [String: Int]] = [:]
        var rows = 0
        try reader.forEachRow(after: header) { row in
            rows += 1
            if rows <= Self.sampleRows {
                for index in 0..<min(row.count, samples.count) {
                    row.withTrimmedBytes(index) { samples[index].add($0, home: home) }
                }
            }
            for index in stageColumns where index < row.count && !row.isEmpty(index) {
                if values[index, default: [:]].count < 200 {
                    values[index, default: [:]][row.trimmedString(index), default: 0] += 1
                }
            }
        }
        let ordered = values.mapValues { $0.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key) }
        return Candidate(path: path, header: header, samples: samples, stageValues: ordered)
    }

    /// Gives each kind of file to the file that fits it best.
    func conclude() -> GuessedProfile {
        var readings: [(file: Int, reading: Reading)] = []
        for (index, candidate) in candidates.enumerated() {
            for entity in ImportEntity.allCases {
                if let reading = read(candidate, as: entity) { readings.append((index, reading)) }
            }
        }
        readings.sort {
            ($1.reading.score, $0.file, $0.reading.entity.rawValue) < (
                $0.reading.score, $1.file, $1.reading.entity.rawValue
            )
        }
        var chosen: [Int: Reading] = [:]
        for (index, reading) in readings
        where chosen[index] == nil && !chosen.values.contains(where: { $0.entity == reading.entity }) {
            chosen[index] = reading
        }
        return GuessWriter(candidates: candidates, readings: chosen, synonyms: synonyms, stages: stages).write()
    }

    /// Reads a file as rows of one kind: columns by name, then by nearly the name, then by what their cells are.
    private func read(_ candidate: Candidate, as entity: ImportEntity) -> Reading? {
        var columns: [String: (position: Int, column: GuessedProfile.Column)] = [:]
        var taken: Set<Int> = []
        let words = synonyms.targets[entity] ?? [:]
        func take(_ target: String, _ position: Int, _ evidence: GuessedProfile.Evidence, _ confidence: Double) {
            columns[target] = (
                position,
                GuessedProfile.Column(
                    target: target, source: candidate.header.names[position], evidence: evidence,
                    confidence: confidence)
            )
            taken.insert(position)
        }
        for (position, name) in candidate.header.names.enumerated() {
            guard let target = words[NameKey.column(name)], columns[target] == nil else { continue }
            if fits(candidate.samples[position], target, entity) { take(target, position, .name, 0.95) }
        }
        for (position, name) in candidate.header.names.enumerated() where !taken.contains(position) && !name.isEmpty {
            let near = NearestWord.find(NameKey.column(name), among: words.keys.filter { $0.count > 4 }.sorted())
            guard let near, let target = words[near], columns[target] == nil else { continue }
            if fits(candidate.samples[position], target, entity) { take(target, position, .similarName, 0.6) }
        }
        if columns.isEmpty { return nil }
        for (target, position) in byContent(candidate, entity, Set(columns.keys), taken) {
            take(target, position, .content, 0.4)
        }
        let required = entity.columns.filter(\.isRequired).map(\.name)
        guard required.allSatisfy({ columns[$0] != nil }) else { return nil }
        let named =
            NameKey.column(FileFinder.name(of: candidate.path)).contains(NameKey.column(entity.rawValue)) ? 1.0 : 0
        let score = columns.values.reduce(named) { $0 + $1.column.confidence }
        return Reading(
            entity: entity, columns: columns.values.sorted { $0.position < $1.position }, score: score)
    }

    /// Whether cells can be what a target needs.
    private func fits(_ sample: ColumnSample, _ target: String, _ entity: ImportEntity) -> Bool {
        guard sample.filled > 0, let column = entity.columns.first(where: { $0.name == target }) else { return true }
        switch column.kind {
        case .day, .moment: return sample.isDates
        case .money, .number, .whole: return sample.isAmounts
        case .name, .company, .stage: return !sample.isDates && !sample.isAmounts
        default: return true
        }
    }

    /// Amounts, dates and keys of deals that no name tells.
    private func byContent(
        _ candidate: Candidate, _ entity: ImportEntity, _ known: Set<String>, _ taken: Set<Int>
    ) -> [(String, Int)] {
        guard entity == .opportunity else { return [] }
        let free = candidate.header.names.indices.filter { !taken.contains($0) && !candidate.header.names[$0].isEmpty }
        var found: [(String, Int)] = []
        if !known.contains("amount"), let money = free.first(where: { candidate.samples[$0].isAmounts }) {
            found.append(("amount", money))
        }
        var dates = free.filter { candidate.samples[$0].isDates }
        for target in ["created_date", "close_date"] where !known.contains(target) && !dates.isEmpty {
            found.append((target, dates.removeFirst()))
        }
        if !known.contains("opportunity_id"), let key = free.first(where: { candidate.samples[$0].isKeys }),
            !found.contains(where: { $0.1 == key })
        {
            found.append(("opportunity_id", key))
        }
        return found
    }
}
