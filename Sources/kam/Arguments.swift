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
