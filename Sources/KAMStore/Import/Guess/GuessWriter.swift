import CSV
import KAMModel

/// Turns what was guessed into a profile.
struct GuessWriter {
    let candidates: [ProfileGuesser.Candidate]
    let readings: [Int: ProfileGuesser.Reading]
    let synonyms: Synonyms
    let stages: [String]

    /// The guess, with its profile in YAML.
    func write() -> GuessedProfile {
        let chosen = candidates.indices.compactMap { index in readings[index].map { (candidates[index], $0) } }
        let files = chosen.map { candidate, reading in file(candidate, reading) }
        let currency = homeCurrency(chosen)
        let values = stageValues(chosen)
        return GuessedProfile(
            files: files,
            ignoredFiles: candidates.indices.filter { readings[$0] == nil }.map { candidates[$0].path },
            stages: values, currency: currency, diagnostics: diagnostics(files, values),
            yaml: yaml(chosen, values, currency))
    }

    private func file(_ candidate: ProfileGuesser.Candidate, _ reading: ProfileGuesser.Reading) -> GuessedProfile.File {
        let used = Set(reading.columns.map(\.position))
        let ignored = candidate.header.names.indices.filter {
            !used.contains($0) && !candidate.header.names[$0].isEmpty
        }
        let confidences = reading.columns.map(\.column.confidence)
        return GuessedProfile.File(
            path: candidate.path, entity: reading.entity.rawValue,
            confidence: confidences.reduce(0, +) / Double(max(1, confidences.count)),
            columns: reading.columns.map(\.column), ignored: ignored.map { candidate.header.names[$0] })
    }

    /// The currency whose sign stands beside most amounts.
    private func homeCurrency(_ chosen: [(ProfileGuesser.Candidate, ProfileGuesser.Reading)]) -> Currency {
        let amounts = chosen.flatMap { candidate, reading in
            reading.columns.filter { ["amount", "annual_revenue"].contains($0.column.target) }
                .compactMap { candidate.samples[$0.position].currency }
        }
        guard let currency = Currency(amounts.first ?? "USD") else { preconditionFailure("USD is a currency") }
        return currency
    }

    private func stageValues(
        _ chosen: [(ProfileGuesser.Candidate, ProfileGuesser.Reading)]
    ) -> [GuessedProfile.StageGuess] {
        var seen: Set<String> = []
        var guesses: [GuessedProfile.StageGuess] = []
        for (candidate, reading) in chosen {
            guard let stage = reading.columns.first(where: { $0.column.target == "stage" }) else { continue }
            let values = candidate.stageValues[stage.position] ?? candidate.samples[stage.position].values.sorted()
            for value in values where seen.insert(NameKey.of(value)).inserted {
                let meaning = synonyms.stages[NameKey.of(value)] ?? Synonyms.meaning(of: value)
                guesses.append(
                    GuessedProfile.StageGuess(value: value, stage: meaning?.stage, state: meaning?.state ?? "open"))
            }
        }
        return guesses
    }

    private func diagnostics(
        _ files: [GuessedProfile.File], _ values: [GuessedProfile.StageGuess]
    ) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for entity in [ImportEntity.account, .opportunity]
        where !files.contains(where: { $0.entity == entity.rawValue }) {
            diagnostics.append(
                Diagnostic(
                    .error, ImportCode.fileMissing.rawValue, "no file looks like rows of \(entity.rawValue)",
                    hint: "Write a profile; docs/guides/import.md explains its keys."))
        }
        if let deals = files.first(where: { $0.entity == "opportunity" }),
            !deals.columns.contains(where: { $0.target == "account_id" || $0.target == "account_name" })
        {
            diagnostics.append(
                Diagnostic(
                    .error, ImportCode.columnMissing.rawValue, "no column tells the account of an opportunity",
                    file: FileFinder.name(of: deals.path)))
        }
        let unknown = values.filter { $0.stage == nil && $0.state == "open" }.map { "'\($0.value)'" }
        if !unknown.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .warning, ImportCode.stageUnknown.rawValue,
                    "stages that cannot be told, whose rows will be rejected: \(unknown.joined(separator: ", "))",
                    hint: "Add them to stage_map in the saved profile."))
        }
        return diagnostics
    }

    private func yaml(
        _ chosen: [(ProfileGuesser.Candidate, ProfileGuesser.Reading)], _ values: [GuessedProfile.StageGuess],
        _ currency: Currency
    ) -> String {
        var lines = [
            "# Guessed by kam import --guess; docs/guides/import.md explains every key.", "name: guessed",
            "currency: \(currency.code)", "dates: guess", "decimal_mark: guess", "ids: plain",
            "stages: [\(stages.joined(separator: ", "))]", "closed_stage: closing", "stage_map:",
        ]
        for guess in values {
            guard guess.stage != nil || guess.state != "open" else {
                lines.append("  # \(Self.quoted(guess.value)): not known")
                continue
            }
            let stage = guess.stage.map { "stage: \($0), " } ?? ""
            lines.append("  \(Self.quoted(guess.value)): {\(stage)state: \(guess.state)}")
        }
        if values.isEmpty { lines[lines.count - 1] = "stage_map: {}" }
        lines.append("assumptions:")
        lines.append("  - The columns and stages were guessed from their names and contents.")
        lines.append("files:")
        for (candidate, reading) in chosen {
            lines.append("  \(reading.entity.rawValue):")
            lines.append("    names: [\(Self.quoted(FileFinder.name(of: candidate.path)))]")
            if [.account, .opportunity].contains(reading.entity) { lines.append("    required: true") }
            lines.append("    columns:")
            for (_, column) in reading.columns {
                lines.append("      \(column.target): [\(Self.quoted(column.source))]")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A YAML scalar between double quotes.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(Character(scalar))"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
