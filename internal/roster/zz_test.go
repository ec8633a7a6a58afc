package roster
import ("testing";"runtime";"context";"bytes";"time";"fmt")
func TestZZ(t *testing.T){
 for _, n := range []int{20000,100000} {
 file := manyRows(t,n); runtime.GC(); var m runtime.MemStats; runtime.ReadMemStats(&m); base:=m.HeapInuse; var peak uint64; i:=0; s:=time.Now()
 Read(context.Background(), bytes.NewReader(file), int64(len(file)), testOptions(), func(Row) error { i++; if i%5000==0 { runtime.GC(); runtime.ReadMemStats(&m); if m.HeapInuse>base && m.HeapInuse-base>peak {peak=m.HeapInuse-base} }; return nil})
 fmt.Println(n, len(file)>>20,"MiB file; live peak MiB", peak>>20, time.Since(s))
 }}
