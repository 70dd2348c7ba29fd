/// Characters that only our reader hands to libedit, bound to commands of ours. They are C1 controls, which the decoder never lets through.
enum PrivateKey: UInt32, CaseIterable {
    case redisplay = 0x9F
    case resize = 0x9E
    case insert = 0x9D
    case markInterrupt = 0x9C
    case accept = 0x9B
    case suspend = 0x9A
    case escape = 0x99
    case resume = 0x98
    case drawSearch = 0x97
    case refresh = 0x90

    var scalar: Unicode.Scalar { Unicode.Scalar(UInt8(rawValue)) }
}
