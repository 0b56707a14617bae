public import ArgumentParser
public import KAMModel

extension Quarter: ExpressibleByArgument {
    /// Reads a quarter of the command line.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Day: ExpressibleByArgument {
    /// Reads a day of the command line.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Currency: ExpressibleByArgument {
    /// Reads a currency of the command line.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Plan.Kind: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

/// A seed on the command line.
enum Seed {
    /// Reads a seed; a word that begins with `-` is read too, so that it is refused for what it is.
    static func read(_ text: String) throws -> UInt64 {
        guard let seed = UInt64(text) else {
            throw ValidationError("A seed is a whole number from 0 to \(UInt64.max).")
        }
        return seed
    }
}
