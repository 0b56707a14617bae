import ArgumentParser
import Foundation
import KAMModel

extension Language {
    /// The language of a terminal: `KAM_LANGUAGE`, else Japanese where the locale is, else English.
    ///
    /// The locale is the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty, as POSIX has it.
    ///
    /// - Throws: `Trouble` when `KAM_LANGUAGE` names no language of the product.
    static func preferred(_ environment: [String: String]) throws -> Language {
        if let wanted = environment["KAM_LANGUAGE"], !wanted.isEmpty {
            guard let language = Language(rawValue: wanted.lowercased()) else {
                throw Trouble(
                    .data, "KAM310", "KAM_LANGUAGE is '\(wanted)', which is no language of kam",
                    hint: "Known are " + Language.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            return language
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("ja") == true ? .japanese : .english
    }

    /// The text in this language.
    func callAsFunction(_ english: String, ja japanese: String) -> String {
        self == .japanese ? japanese : english
    }
}

/// The language of what is printed for people; JSON is the same in every language.
struct LanguageOptions: ParsableArguments {
    @Option(help: "The language of tables and sentences: en or ja. KAM_LANGUAGE and the locale tell by default.")
    var language: Language?

    /// The language to print in.
    ///
    /// - Throws: `Trouble` when the environment names none of the product's.
    func resolved() throws -> Language {
        if let language { return language }
        return try .preferred(ProcessInfo.processInfo.environment)
    }
}
