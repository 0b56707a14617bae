import KAMPlanner

/// A guess for a terminal: what would be read as what, and what would be ignored.
struct GuessView {
    let guess: ProfileGuess

    var text: String {
        var parts = guess.files.map(file)
        if !guess.ignoredFiles.isEmpty {
            parts.append("Not read: " + guess.ignoredFiles.joined(separator: ", "))
        }
        if !guess.stages.isEmpty { parts.append(stages) }
        parts.append("Base currency: \(guess.currency)")
        parts += guess.diagnostics.map(DiagnosticText.line)
        return parts.joined(separator: "\n\n")
    }

    private func file(_ file: ProfileGuess.File) -> String {
        var table = Table("read as", "column", ">sure")
        for column in file.columns { table.add(column.target, column.source, column.confidence.percent) }
        let ignored = file.ignored.isEmpty ? "" : "\n  not read: " + file.ignored.joined(separator: ", ")
        return "\(file.path) looks like \(file.entity) (\(file.confidence.percent) sure)\n\(table.text)\(ignored)"
    }

    private var stages: String {
        var table = Table("stage in the file", "read as")
        for stage in guess.stages { table.add(stage.value, stage.meaning) }
        return table.text
    }
}
