import CSV
import Foundation
import KAMModel

/// Opens the files of an import and finds their columns; what is wrong with any of them is collected.
struct FileOpener {
    let profile: ImportProfile
    private(set) var files: [ImportFile] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ profile: ImportProfile) {
        self.profile = profile
    }

    /// Opens a file and finds its header and columns.
    mutating func open(_ path: String, as entity: ImportEntity, _ rule: FileRule) {
        let name = FileFinder.name(of: path)
        do {
            let options = CSVOptions(encoding: rule.encoding, delimiter: rule.delimiter)
            let reader = try CSVReader(path: path, options: options)
            guard reader.totalBytes > reader.encoding.byteOrderMarkLength else {
                return add(.error, .fileEmpty, "the file is empty", name)
            }
            let wanted = Set(rule.columns.values.flatMap(\.from).map(NameKey.column))
            let header = try reader.header(wanted: wanted, normalised: NameKey.column)
            note(reader, header, name)
            try understand(path, name, entity, rule, reader, header)
        } catch let error as CSVError {
            diagnostics.append(error.diagnostic(in: name))
        } catch {
            add(.error, .fileUnreadable, "\(error)", name)
        }
    }

    /// Adds a diagnostic that concerns no single file, or a file that is not there.
    mutating func add(
        _ severity: Diagnostic.Severity, _ code: ImportCode, _ message: String, _ file: String?, line: Int? = nil,
        hint: String? = nil
    ) {
        diagnostics.append(Diagnostic(severity, code.rawValue, message, file: file, line: line, hint: hint))
    }

    private mutating func note(_ reader: CSVReader, _ header: CSVHeader, _ name: String) {
        if reader.encoding.evidence == .guess {
            add(
                .note, .encodingGuessed, "the file is read as \(reader.encoding.encoding.rawValue), which is a guess",
                name, hint: "Name the encoding in the profile if names look wrong.")
        }
        if let first = header.titles.first {
            let count = header.titles.count
            add(
                .note, .linesAboveHeader,
                "\(count) \(count == 1 ? "line" : "lines") above the header left out: \(first.text)", name,
                line: first.line)
        }
    }

    private mutating func understand(
        _ path: String, _ name: String, _ entity: ImportEntity, _ rule: FileRule, _ reader: CSVReader,
        _ header: CSVHeader
    ) throws {
        var mapper = ColumnMapper(header: header, entity: entity, rule: rule, profile: profile)
        let columns = mapper.map()
        for fault in mapper.faults {
            add(fault.severity, fault.code, fault.message, name, line: header.line, hint: fault.hint)
        }
        let leaveOuts = rule.leaveOut.compactMap { leaveOut in
            mapper.position(of: leaveOut.columns).map { ImportFile.LeaveOut(column: $0, rule: leaveOut) }
        }
        var file = ImportFile(
            number: files.count + 1, entity: entity, path: path, name: name, reader: reader, header: header,
            columns: columns, decimalMark: profile.decimalMark ?? .point, leaveOuts: leaveOuts)
        guard !mapper.faults.contains(where: { $0.severity == .error }) else { return }
        var evidence = FormatEvidence(file, profile)
        if evidence.isNeeded {
            try evidence.gather()
            evidence.settle(&file)
            diagnostics += evidence.diagnostics
        }
        files.append(file)
    }
}

extension CSVError {
    /// The error as what is wrong with an input file.
    func diagnostic(in file: String) -> Diagnostic {
        let lines = "\(self)".split(separator: "\n", maxSplits: 1).map(String.init)
        let (code, line): (ImportCode, Int?) =
            switch self {
            case .cannotOpen, .notARegularFile: (.fileMissing, nil)
            case .unterminatedQuote(let line), .recordTooLong(let line, _): (.quoteOpen, line)
            case .undecodable(_, let line, _), .nulByte(let line): (.fileUnreadable, line)
            case .headerNotFound: (.headerMissing, nil)
            default: (.fileUnreadable, nil)
            }
        return Diagnostic(
            .error, code.rawValue, lines[0], file: file, line: line, hint: lines.count > 1 ? lines[1] : nil)
    }
}
