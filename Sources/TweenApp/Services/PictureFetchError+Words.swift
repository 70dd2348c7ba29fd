import VideoClient

extension PictureFetchError {
    /// Why a picture was not fetched, for the failure of a task.
    var words: String {
        switch self {
        case .badAddress: "its address is not http or https"
        case .port(let port): "port \(port) is not 80 or 443"
        case .unknownHost(let host): "\(host) is not known"
        case .notPublic(let host): "\(host) is not on the open internet"
        case .badRedirect: "it was redirected to where no picture is fetched from"
        case .refused(let status): "its server answered \(status)"
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        case .timeout: "it did not come in time"
        case .network(let reason): reason
        case .cancelled: "the fetch was stopped"
        }
    }
}
