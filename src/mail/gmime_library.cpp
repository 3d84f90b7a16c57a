#include "mail/gmime_library.h"

#include <dlfcn.h>

#include "domain/failure.h"

namespace tiffin::mail {

namespace {

constexpr const char* kLibrary = "libgmime-3.0.so.0";

Failure not_loaded() {
    const char* const reason = ::dlerror();
    return {ExitStatus::unavailable,
            "mail is read and written with GMime, which cannot be loaded: " +
                std::string(reason == nullptr ? kLibrary : reason),
            "install it: apt install libgmime-3.0-0"};
}

template <typename Function>
Function find(void* library, const char* name) {
    void* const symbol = ::dlsym(library, name);
    if (symbol == nullptr) throw not_loaded();
    return reinterpret_cast<Function>(symbol);
}

void say_nothing(const gchar* /*domain*/, GLogLevelFlags /*level*/, const gchar* /*message*/,
                 gpointer /*data*/) {}

Gmime load() {
    void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw not_loaded();
    Gmime loaded;
#define TIFFIN_GMIME_FIND(name) loaded.name = find<decltype(loaded.name)>(library, #name);
    TIFFIN_GMIME_FUNCTIONS(TIFFIN_GMIME_FIND)
#undef TIFFIN_GMIME_FIND
    // GLib would write its own lines about broken mail to standard error.
    loaded.g_log_set_default_handler(say_nothing, nullptr);
    loaded.g_mime_init();
    return loaded;
}

}  // namespace

const Gmime& gmime() {
    static const Gmime loaded = load();
    return loaded;
}

Owned<GMimeStream> memory_stream(std::string_view bytes) {
    return Owned<GMimeStream>(gmime().g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
}

std::string_view bytes_of(GMimeStream* stream) {
    const GByteArray* const bytes =
        gmime().g_mime_stream_mem_get_byte_array(reinterpret_cast<GMimeStreamMem*>(stream));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace tiffin::mail
