extension YAMLReader {
    /// A key of an open mapping with its value.
    struct TableEntry<Value> {
        let key: String
        let place: Place
        let value: Value
    }

    /// The mapping of a key, read and finished; what it lacks is reported once, as the key itself when that is missing.
    func section<Result>(_ key: String, _ read: (YAMLReader) -> Result) -> Result {
        guard let value = value(key, type: "mapping") else { return blank(fullPath(key), read) }
        return section(value, fullPath(key), read)
    }

    /// The mapping of a key that may be absent or null.
    func sectionIfGiven<Result>(_ key: String, _ read: (YAMLReader) -> Result) -> Result? {
        guard let value = valueIfGiven(key, type: "mapping") else {
            _ = blank(fullPath(key), read)
            return nil
        }
        return section(value, fullPath(key), read)
    }

    /// The mappings of a list.
    func sections<Result>(inList key: String, _ read: (YAMLReader) -> Result) -> [Located<Result>] {
        let inside = fullPath(key) + "[]"
        let items = list(key, of: "mappings")
        if items.isEmpty { _ = blank(inside, read) }
        return items.map { Located(value: section($0, inside, read), place: $0.place) }
    }

    /// Mappings by keys that are not known beforehand; `noun` says what the keys are.
    func sections<Result>(
        _ key: String, by noun: String, _ read: (YAMLReader) -> Result
    ) -> [TableEntry<Result>] {
        let inside = "\(fullPath(key)).<\(noun)>"
        let entries = table(key, by: noun)
        findings.know(inside, type: "mapping")
        if entries.isEmpty { _ = blank(inside, read) }
        return entries.map { entry in
            TableEntry(key: entry.key, place: entry.place, value: section(entry.value, inside, read))
        }
    }

    /// Numbers by keys that are not known beforehand; `noun` says what the keys are.
    func numbers(_ key: String, by noun: String, _ bounds: Bounds) -> [TableEntry<Double>] {
        let entries = table(key, by: noun)
        findings.know("\(fullPath(key)).<\(noun)>", type: "number", range: bounds.words)
        return numbers(entries, fullPath(key), bounds)
    }

    /// Numbers by two keys that are not known beforehand, the outer and the inner.
    func numbersByTwo(
        _ key: String, by outer: String, _ inner: String, _ bounds: Bounds
    ) -> [TableEntry<[TableEntry<Double>]>] {
        let entries = table(key, by: outer)
        findings.know("\(fullPath(key)).<\(outer)>", type: "mapping by \(inner)")
        findings.know("\(fullPath(key)).<\(outer)>.<\(inner)>", type: "number", range: bounds.words)
        return entries.map { entry in
            let path = "\(fullPath(key)).\(entry.key)"
            if case .mapping = entry.value.content {} else { refuseType(entry.value, path, "a mapping by \(inner)") }
            let found = numbers(entry.value.entries, path, bounds)
            return TableEntry(key: entry.key, place: entry.place, value: found)
        }
    }

    private func numbers(_ entries: [YAMLValue.Entry], _ path: String, _ bounds: Bounds) -> [TableEntry<Double>] {
        entries.compactMap { entry in
            number(entry.value, "\(path).\(entry.key)", bounds).map {
                TableEntry(key: entry.key, place: entry.place, value: $0)
            }
        }
    }

    /// The entries of an open mapping that must be there.
    private func table(_ key: String, by noun: String) -> [YAMLValue.Entry] {
        guard let value = value(key, type: "mapping by \(noun)") else { return [] }
        if case .mapping(let entries) = value.content { return entries }
        refuseType(value, fullPath(key), "a mapping by \(noun)")
        return []
    }

    private func section<Result>(_ value: YAMLValue, _ path: String, _ read: (YAMLReader) -> Result) -> Result {
        guard case .mapping(let entries) = value.content else {
            refuseType(value, path, "a mapping")
            return blank(path, read)
        }
        let reader = YAMLReader(path: path, place: value.place, entries: entries, findings)
        let result = read(reader)
        reader.finish()
        return result
    }

    /// Reads a mapping that is not there, to know its keys and go on with harmless values.
    private func blank<Result>(_ path: String, _ read: (YAMLReader) -> Result) -> Result {
        findings.muted { read(YAMLReader(path: path, place: place, entries: [], findings)) }
    }
}
