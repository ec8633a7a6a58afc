package console

import (
	"log/slog"
	"net/http"
	"time"

	"fengcun"
	"fengcun/internal/identity"
	"fengcun/internal/locale"
	"fengcun/internal/registry"
	"fengcun/internal/server"
)

// Parts are what the console works with. All are required.
type Parts struct {
	Registry *registry.Registry
	Clock    func() time.Time
	Log      *slog.Logger

	// RequestMAC is the keyed hash by which a form sent twice is known.
	RequestMAC func(request ...[]byte) [32]byte

	// Synthetic says on every page that all data are made up.
	Synthetic bool
}

// Console is the handler of the console's pages. The server that it stands on sets
// the headers that every answer has.
type Console struct {
	parts   Parts
	protect http.Handler // the pages, behind what refuses forms of other sites
	assets  assets
	looks   map[locale.Lang]*look
	mux     *http.ServeMux
	sent    sent
	names   *names
}

// New returns the console. It fails if a template or a catalogue is not whole.
func New(p Parts) (*Console, error) {
	c := &Console{parts: p, looks: map[locale.Lang]*look{}, mux: http.NewServeMux(), sent: sent{forms: map[[32]byte]*sending{}}, names: newNames()}
	var err error
	if c.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	for _, lang := range locale.Langs() {
		if c.looks[lang], err = newLook(lang, c.assets, c.names); err != nil {
			return nil, err
		}
	}
	c.mux.Handle("GET /assets/{name}", c.assets)
	for _, r := range routes() {
		c.mux.Handle(r.pattern, c.handler(r))
	}
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.Refuse(w, r, &fengcun.Error{Kind: fengcun.KindForbidden, Code: "server.cross_origin"})
	}))
	c.protect = protection.Handler(c.mux)
	return c, nil
}

// Surface is the console as the server serves it.
func (c *Console) Surface() server.Surface {
	return server.Surface{Name: "console", Prefix: "/", Handler: c, MaxBody: longestUpload, Refuse: c.Refuse}
}

// ServeHTTP answers a request.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.protect.ServeHTTP(w, r) }

// Refuse answers a request that did not come as far as a page. It asks nobody who
// is there.
func (c *Console) Refuse(w http.ResponseWriter, r *http.Request, err error) { c.visit(w, r).fail(err) }

// route is an address with what answers it.
type route struct {
	pattern string
	page    func(*visit) error
	open    bool // also for whoever has not signed in
}

func routes() []route {
	all := []route{{"/", func(*visit) error { return errMiss }, false}}
	for _, more := range [][]route{
		scanRoutes, probeRoutes, forwardRoutes, fileRoutes, enforcementRoutes, knowerRoutes, markRoutes, placeRoutes, entrustRoutes, guardianRoutes,
		effectRoutes, lateRoutes, namesakeRoutes, boardRoutes,
		paperRoutes, casePaperRoutes, stampedRoutes, voidRoutes, blankRoutes,
		signInRoutes, roleRoutes, looksRoutes, workRoutes, matterRoutes, identityRoutes, filingRoutes,
		explainRoutes, concludeRoutes, decisionRoutes, findingRoutes, approvalRoutes, noticeRoutes, holdingRoutes,
		certificateRoutes, inquiryRoutes, searchRoutes, lawRoutes, termRoutes, auditRoutes, accountRoutes, staffRoutes, organRoutes,
		codeRoutes, keyRoutes, elsewhereRoutes, handOverRoutes, changeRoutes, deputyRoutes, intakeRoutes,
		calendarRoutes, titleRoutes, askedRoutes,
		formRoutes, whyRoutes, verificationRoutes, heldRoutes,
		readingRoutes,
		issuingRoutes,
		misuseRoutes, trackRoutes, toldRoutes, unsealingRoutes,
		redirectRoutes,
	} {
		all = append(all, more...)
	}
	return all
}

// longestForm bounds what a form without a file may send, in bytes.
const longestForm = 256 << 10

// handler answers a route: who it is, then the page, then the error if it was one.
func (c *Console) handler(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := c.visit(w, r)
		if err := v.enter(route); err != nil {
			v.fail(err)
			return
		}
		if err := c.once(v, route.page); err != nil {
			v.fail(err)
		}
	})
}

// errMiss is the answer to an address that is none.
var errMiss = &fengcun.Error{Kind: fengcun.KindNotFound, Code: "not_found", Args: map[string]string{"noun": "page"}}

// cookieSession holds the token. The prefix makes the browser insist on TLS and on
// this host.
const cookieSession = "__Host-session"

// tokenOf returns the token that the browser sent, the zero one if none.
func tokenOf(r *http.Request) (identity.Token, bool) {
	cookie, err := r.Cookie(cookieSession)
	if err != nil || cookie.Value == "" {
		return identity.Token{}, false
	}
	return identity.ParseToken(cookie.Value), true
}

// setToken gives the browser a token, or takes it away if it is empty.
func setToken(w http.ResponseWriter, token string) {
	cookie := &http.Cookie{Name: cookieSession, Value: token, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if token == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}
